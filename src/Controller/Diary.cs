// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Text;
using Wattwarden.Time;

namespace Wattwarden.Controller
{
    /// <summary>
    /// The part of the diagnostics that outlives a restart: the last sixteen warnings, errors and restarts, in two slots framed like the settings.
    /// Written before a restart, and else at most once an hour: flash wears.
    /// </summary>
    internal sealed class Diary
    {
        public const int MaxEntries = 16;
        public const long WriteEveryMs = 3600000;

        /// <summary>So that what comes and goes at once is written once.</summary>
        public const long SettleMs = 60000;

        public const string RestartMessage = "restarts";

        private const int CapacityBytes = 2560;

        private readonly IFileStore _files;
        private readonly DiagnosticLog _log;
        private readonly WallClock _clock;
        private uint _sequence;
        private bool _nextIsB;

        public Diary(IFileStore files, DiagnosticLog log, WallClock clock)
        {
            _files = files;
            _log = log;
            _clock = clock;
        }

        /// <summary>Gives the log what earlier starts have left. Returns why this start happened, as the one before has noted it; null: it has not.</summary>
        public string Load()
        {
            var a = new byte[SlotFrame.HeaderBytes + CapacityBytes];
            var b = new byte[SlotFrame.HeaderBytes + CapacityBytes];
            int lengthA = _files.Read(OwnFiles.DiaryA, a);
            int lengthB = _files.Read(OwnFiles.DiaryB, b);
            bool hasA = SlotFrame.IsWhole(a, lengthA);
            bool hasB = SlotFrame.IsWhole(b, lengthB);
            if (!hasA && !hasB) return null;
            bool useB = hasB && (!hasA || (int)(SlotFrame.Sequence(b) - SlotFrame.Sequence(a)) > 0);
            byte[] newest = useB ? b : a;
            _sequence = SlotFrame.Sequence(newest);
            _nextIsB = !useB;
            return Restore(newest, (useB ? lengthB : lengthA) - SlotFrame.HeaderBytes);
        }

        public bool TryWrite(long nowMs)
        {
            var text = new TextBuffer(CapacityBytes);
            int first = FirstWorth(MaxEntries);
            Write(text, first, nowMs);
            if (text.Overflowed) return false;
            byte[] frame = new byte[SlotFrame.HeaderBytes + text.Length];
            System.Array.Copy(text.Bytes, 0, frame, SlotFrame.HeaderBytes, text.Length);
            SlotFrame.Seal(frame, ++_sequence, text.Length);
            if (!_files.Write(_nextIsB ? OwnFiles.DiaryB : OwnFiles.DiaryA, frame, frame.Length)) return false;
            _nextIsB = !_nextIsB;
            return true;
        }

        // [[7,"E","out1","relay does not follow","",came,went], …] with moments in seconds since 1970, 0 unknown.
        private void Write(TextBuffer text, int first, long nowMs)
        {
            var json = new JsonWriter(text);
            var entry = new DiagnosticEntry();
            json.BeginArray();
            for (int i = first; i < _log.Count; i++)
            {
                _log.Read(i, entry);
                if (!IsWorth(entry)) continue;
                json.BeginArray();
                json.Value(entry.Number);
                json.Value((int)entry.Kind);
                json.Value(entry.Source);
                json.Value(entry.Message);
                json.Value(entry.Detail);
                json.Value(Utc(entry.CameMs, entry.CameUtc, nowMs));
                json.Value(entry.IsPresent ? 0 : Utc(entry.WentMs, entry.WentUtc, nowMs));
                json.EndArray();
            }

            json.EndArray();
        }

        private string Restore(byte[] frame, int length)
        {
            var reader = new JsonReader();
            reader.Reset(frame, SlotFrame.HeaderBytes, length);
            string last = null;
            if (!reader.Read(JsonToken.BeginArray)) return null;
            while (reader.Read(JsonToken.BeginArray))
            {
                var entry = new DiagnosticEntry();
                if (!TryRead(reader, entry)) return last;
                _log.Restore(entry);
                last = entry.Message == RestartMessage ? entry.Detail : null;
            }

            return last;
        }

        private static bool TryRead(JsonReader reader, DiagnosticEntry entry)
        {
            if (!TryNumber(reader, out long number) || !TryNumber(reader, out long kind)) return false;
            entry.Number = (int)number;
            entry.Kind = (DiagnosticKind)(byte)kind;
            if (!reader.Read(JsonToken.Text)) return false;
            entry.Source = reader.Text();
            if (!reader.Read(JsonToken.Text)) return false;
            entry.Message = reader.Text();
            if (!reader.Read(JsonToken.Text)) return false;
            entry.Detail = reader.Text();
            return TryNumber(reader, out entry.CameUtc) && TryNumber(reader, out entry.WentUtc) && reader.Read(JsonToken.EndArray);
        }

        private static bool TryNumber(JsonReader reader, out long number)
        {
            reader.Read();
            return reader.TryInteger(out number);
        }

        private static bool IsWorth(DiagnosticEntry entry) => entry.Kind != DiagnosticKind.Info || entry.Message == RestartMessage;

        // The place from which on so many entries are worth it.
        private int FirstWorth(int wanted)
        {
            var entry = new DiagnosticEntry();
            int index = _log.Count;
            while (index > 0 && wanted > 0)
            {
                _log.Read(--index, entry);
                if (IsWorth(entry)) wanted--;
            }

            return index;
        }

        private long Utc(long uptimeMs, long utc, long nowMs)
        {
            if (uptimeMs == DiagnosticEntry.Earlier) return utc;
            return _clock.IsKnown ? (_clock.UnixMs - (nowMs - uptimeMs)) / 1000 : 0;
        }
    }
}
