// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Settings
{
    /// <summary>
    /// The whole of the settings as one JSON object: {"version":1,"section":…,…}. Taken whole or refused whole.
    /// Knows nothing of flash. Not for several threads at once: the store holds the lock.
    /// </summary>
    internal sealed class SettingsDocument
    {
        private const int FirstVersion = 1;
        private const int RoomForGrowthBytes = 1024;
        private const int CountedAtOnceBytes = 256;

        private readonly ISettingsSection[] _sections;
        private readonly ISettingsMigration[] _migrations;
        private readonly bool[] _staged;
        private readonly int _version;
        private JsonReader _reader;   // null between documents, or it would keep the last one on the heap

        public SettingsDocument(ISettingsSection[] sections, ISettingsMigration[] migrations)
        {
            _sections = sections;
            _migrations = migrations;
            _staged = new bool[sections.Length];
            _version = FirstVersion + migrations.Length;
        }

        /// <summary>Checks the whole document and stages every section in it. False: refused, nothing is staged, the fault names section and key.</summary>
        public bool TryStage(byte[] bytes, int offset, int count, SettingsFault fault)
        {
            Discard();
            fault.InDocument = true;
            fault.Section = "";
            fault.Set("", "");
            _reader = new JsonReader();
            bool staged = TryStageDocument(bytes, offset, count, fault);
            _reader = null;
            if (!staged) Discard();
            return staged;
        }

        /// <summary>Notes that the section's last Read has accepted a value that is to be stored and put in effect.</summary>
        public void Stage(ISettingsSection section)
        {
            for (int i = 0; i < _sections.Length; i++)
            {
                if (_sections[i] == section) _staged[i] = true;
            }
        }

        /// <summary>Forgets what is staged.</summary>
        public void Discard() => System.Array.Clear(_staged, 0, _staged.Length);

        /// <summary>Puts in effect what is staged. Only the loop's thread.</summary>
        public void Commit()
        {
            for (int i = 0; i < _sections.Length; i++)
            {
                if (_staged[i]) _sections[i].Commit();
                _staged[i] = false;
            }
        }

        /// <summary>How many bytes Write would write.</summary>
        public int Length(bool next, ISettingsSection staged)
        {
            var count = new ByteCount();
            var text = new TextBuffer(CountedAtOnceBytes);
            text.Reset(count);
            Write(new JsonWriter(text), next, staged);
            text.Flush();
            return count.Bytes;
        }

        /// <summary>Writes the document: current values, or those that come next (of the sections that are staged here, and of one more; null: of no other).</summary>
        public void Write(JsonWriter writer, bool next, ISettingsSection staged)
        {
            writer.BeginObject();
            writer.Member("version", _version);
            for (int i = 0; i < _sections.Length; i++)
            {
                writer.Name(_sections[i].Name);
                _sections[i].Write(writer, next && (_staged[i] || _sections[i] == staged));
            }

            writer.EndObject();
        }

        /// <summary>Writes the sections without secrets, with the version; or an object of those with secrets.</summary>
        public void WritePart(JsonWriter writer, bool secrets)
        {
            writer.BeginObject();
            if (!secrets) writer.Member("version", _version);
            for (int i = 0; i < _sections.Length; i++)
            {
                if (_sections[i] is ISecretSection != secrets) continue;
                writer.Name(_sections[i].Name);
                _sections[i].Write(writer, false);
            }

            writer.EndObject();
        }

        private bool TryStageDocument(byte[] bytes, int offset, int count, SettingsFault fault)
        {
            _reader.Reset(bytes, offset, count);
            if (!TryFindVersion(fault, out long version)) return false;
            for (; version < _version; version++)
            {
                // Only at a start after an update, so a buffer of its own is no burden.
                var next = new TextBuffer(count + RoomForGrowthBytes);
                _reader.Reset(bytes, offset, count);
                if (!_migrations[(int)version - FirstVersion].Migrate(_reader, new JsonWriter(next), fault)) return false;
                if (next.Overflowed) return fault.Set("version", "the settings of the older version do not fit");
                bytes = next.Bytes;
                offset = 0;
                count = next.Length;
            }

            _reader.Reset(bytes, offset, count);
            return StageSections(fault);
        }

        // Also walks through the whole document, so that a syntax error is found before any section has been asked.
        private bool TryFindVersion(SettingsFault fault, out long version)
        {
            version = 0;
            bool found = false;
            if (!_reader.Read(JsonToken.BeginObject)) return fault.Set("", "the settings are not a JSON object");
            while (_reader.Read(JsonToken.Name))
            {
                bool isVersion = _reader.Is("version");
                if (isVersion && found) return fault.Set("version", "stands there twice");
                _reader.Read();
                if (!isVersion)
                {
                    _reader.Skip();
                    continue;
                }

                found = true;
                if (!_reader.TryInteger(out version) || version < FirstVersion) return fault.Set("version", "must be a whole number from 1 on");
            }

            if (_reader.Token != JsonToken.EndObject || _reader.Read() || _reader.Token != JsonToken.End) return SyntaxFault(fault, "");
            if (!found) return fault.Set("version", "is missing");
            return version <= _version || fault.Set("version", "these settings were written by a newer firmware");
        }

        private bool StageSections(SettingsFault fault)
        {
            _reader.Read();
            while (_reader.Read(JsonToken.Name))
            {
                if (_reader.Is("version"))
                {
                    _reader.Read();
                    continue;
                }

                int index = IndexOfName();
                fault.Section = index < 0 ? _reader.Text() : _sections[index].Name;
                if (index < 0) return fault.Set("", "there is no such section");
                if (_staged[index]) return fault.Set("", "stands there twice");
                if (!StageSection(index, fault)) return false;
                fault.Section = "";
            }

            return _reader.Token == JsonToken.EndObject || SyntaxFault(fault, "");
        }

        private bool StageSection(int index, SettingsFault fault)
        {
            int depth = _reader.Depth;
            bool accepted = _sections[index].Read(_reader, fault);
            if (_reader.Token == JsonToken.Error) return SyntaxFault(fault, fault.Key);
            if (!accepted) return false;
            if (_reader.Depth != depth) return fault.Set("", "was not read to its end");
            _staged[index] = true;
            return true;
        }

        private int IndexOfName()
        {
            for (int i = 0; i < _sections.Length; i++)
            {
                if (_reader.Is(_sections[i].Name)) return i;
            }

            return -1;
        }

        private bool SyntaxFault(SettingsFault fault, string key) =>
            fault.Set(key, "not JSON, or nested too deeply, at byte " + _reader.Position.ToString());

        private sealed class ByteCount : ITextSink
        {
            public int Bytes;

            public void Write(byte[] buffer, int offset, int count) => Bytes += count;
        }
    }
}
