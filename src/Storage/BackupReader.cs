// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Checks a backup and makes of it the settings document that it holds, in the same buffer. Changes nothing else: that document
    /// goes to SettingsStore.PutDocument, which takes it whole or not at all. One object for one backup.
    /// </summary>
    public sealed class BackupReader
    {
        private readonly ISystem _system;
        private readonly JsonReader _reader = new JsonReader();
        private byte[] _bytes;
        private int _begin;
        private bool _isBackup;
        private long _version;
        private bool _isSummed;
        private int _iterations;
        private string _scheme = "";
        private string _salt = "";
        private string _data = "";
        private string _tag = "";

        public BackupReader(ISystem system)
        {
            _system = system;
        }

        /// <summary>Where the settings document is, after TryOpen.</summary>
        public int DocumentOffset { get; private set; }

        public int DocumentLength { get; private set; }

        /// <summary>True when the backup holds secrets.</summary>
        public bool HasSecrets { get; private set; }

        /// <summary>
        /// Checks kind, version, checksum and passphrase. The buffer is the caller's to lose. A passphrase of null is for a backup without
        /// secrets; skipSecrets leaves them where they are. False: the fault says why.
        /// </summary>
        public bool TryOpen(byte[] bytes, int offset, int count, string passphrase, bool skipSecrets, SettingsFault fault)
        {
            _bytes = bytes;
            _begin = offset;
            _reader.Reset(bytes, offset, count);
            if (!ReadMembers(fault)) return _reader.Token == JsonToken.Error ? fault.Set(fault.Key, "not JSON, or broken off, at byte " + _reader.Position.ToString()) : false;
            if (!_isBackup) return fault.Set("wattwarden", "this is not a backup of this kind of device");
            if (DocumentLength == 0) return fault.Set("settings", "is missing");
            if (!HasSecrets || skipSecrets) return true;
            if (passphrase == null) return fault.Set("secrets", "the backup holds encrypted passwords: give its passphrase, or restore without them");
            return TryMerge(passphrase, fault);
        }

        private bool ReadMembers(SettingsFault fault)
        {
            fault.Section = "";
            fault.Set("", "");
            if (!_reader.Read(JsonToken.BeginObject)) return fault.Set("", "a backup is a JSON object");
            int end = _reader.Position;
            while (_reader.Read(JsonToken.Name))
            {
                if (_isSummed) return fault.Set("crc32", "must stand last");
                if (!ReadMember(end, fault)) return false;
                end = _reader.Position;
            }

            if (_reader.Token != JsonToken.EndObject) return fault.Set("", "a backup is a JSON object");
            if (_reader.Read() || _reader.Token != JsonToken.End) return fault.Set("", "there is something behind the backup");
            if (_version == 0) return fault.Set("version", "is missing");
            return _isSummed || fault.Set("crc32", "is missing: the backup is broken off");
        }

        private bool ReadMember(int endOfLast, SettingsFault fault)
        {
            string key = _reader.Text();
            switch (key)
            {
                case "wattwarden":
                    _isBackup = _reader.Read(JsonToken.Text) && _reader.Is(BackupWriter.Kind);
                    return true;
                case "version":
                    _reader.Read();
                    if (!_reader.TryInteger(out _version) || _version < 1) return fault.Set(key, "must be a whole number from 1 on");
                    return _version <= BackupWriter.Version || fault.Set(key, "this backup was written by a newer firmware");
                case "firmware":
                    return _reader.Read(JsonToken.Text) || fault.Set(key, "must be text");
                case "settings":
                    return ReadSettings(fault);
                case "secrets":
                    return ReadSecrets(fault);
                case "crc32":
                    return CheckSum(endOfLast, fault);
                default:
                    return fault.Set(key, "is not known");
            }
        }

        private bool ReadSettings(SettingsFault fault)
        {
            if (DocumentLength > 0) return fault.Set("settings", "stands there twice");
            if (!_reader.Read(JsonToken.BeginObject)) return fault.Set("settings", "must be an object");
            DocumentOffset = _reader.Position - 1;
            _reader.Skip();
            DocumentLength = _reader.Position - DocumentOffset;
            return _reader.Token == JsonToken.EndObject;
        }

        private bool CheckSum(int end, SettingsFault fault)
        {
            uint sum = Crc32.End(Crc32.Add(Crc32.Start, _bytes, _begin, end - _begin));
            _isSummed = _reader.Read(JsonToken.Text) && _reader.Is(BackupWriter.Hex(sum));
            return _isSummed || fault.Set("crc32", "the checksum does not fit: the backup was changed or damaged");
        }

        private bool ReadSecrets(SettingsFault fault)
        {
            if (HasSecrets) return fault.Set("secrets", "stands there twice");
            if (DocumentLength == 0) return fault.Set("secrets", "must stand behind settings");
            if (!_reader.Read(JsonToken.BeginObject)) return fault.Set("secrets", "must be an object");
            while (_reader.Read(JsonToken.Name))
            {
                string key = _reader.Text();
                _reader.Read();
                if (key == "iterations")
                {
                    if (!_reader.TryInteger(out long iterations) || iterations < BackupCipher.LeastIterations || iterations > BackupCipher.MostIterations)
                        return fault.Set("secrets.iterations", "must be a whole number from 1000 to 100000");
                    _iterations = (int)iterations;
                    continue;
                }

                if (_reader.Token != JsonToken.Text) return fault.Set("secrets." + key, "must be text");
                if (key == "scheme") _scheme = _reader.Text();
                else if (key == "salt") _salt = _reader.Text();
                else if (key == "data") _data = _reader.Text();
                else if (key == "tag") _tag = _reader.Text();
                else return fault.Set("secrets." + key, "is not known");
            }

            HasSecrets = _reader.Token == JsonToken.EndObject;
            return HasSecrets || fault.Set("secrets", "must be an object");
        }

        // {"version":1,…} and {"access":{…}} become one object. The second one is shorter than its own hexadecimal digits, which stand there.
        private bool TryMerge(string passphrase, SettingsFault fault)
        {
            byte[] salt = new byte[BackupCipher.SaltBytes];
            byte[] tag = new byte[BackupCipher.TagBytes];
            byte[] data = new byte[_data.Length / 2];
            if (_scheme != BackupWriter.Scheme) return fault.Set("secrets.scheme", "is not known to this firmware");
            if (_iterations == 0) return fault.Set("secrets.iterations", "is missing");
            if (!HexText.TryDecode(_salt, salt) || !HexText.TryDecode(_tag, tag) || !HexText.TryDecode(_data, data))
                return fault.Set("secrets", "salt, data and tag must be hexadecimal digits of the right length");
            var cipher = new BackupCipher(_system, passphrase, salt, _iterations);
            if (!cipher.IsTag(tag, data)) return fault.Set("secrets", "the passphrase is wrong, or the secrets were changed");
            cipher.Apply(data);
            if (data.Length <= 2) return true;   // "{}": no section with secrets
            int end = DocumentOffset + DocumentLength - 1;
            _bytes[end++] = (byte)',';
            System.Array.Copy(data, 1, _bytes, end, data.Length - 1);
            DocumentLength = end + data.Length - 1 - DocumentOffset;
            return true;
        }
    }
}
