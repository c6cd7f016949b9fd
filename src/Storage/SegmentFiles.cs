// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Storage
{
    /// <summary>
    /// The files of a record queue: which segment lies in which, and the mark that says whose delivery has begun. Every step leaves something that Load
    /// understands, wherever the power goes.
    /// </summary>
    internal sealed class SegmentFiles
    {
        public const int Count = RecordQueue.Segments + 1;
        public const int None = -1;

        /// <summary>First byte of the records: behind the frame's header and the version.</summary>
        public const int First = SlotFrame.HeaderBytes + 2;

        private const int VersionAt = SlotFrame.HeaderBytes;
        private const int MarkBytes = 8;

        private readonly IFileStore _files;
        private readonly string[] _names;
        private readonly string[] _markNames;
        private readonly byte[] _mark = new byte[SlotFrame.HeaderBytes + MarkBytes];
        private uint _markSequence;

        // Number of the segment in each file; 0: the file is free.
        private readonly uint[] _numbers = new uint[Count];

        public SegmentFiles(IFileStore files, string name)
        {
            _files = files;
            _names = Text.Strings.Blank(Count);
            for (int i = 0; i < Count; i++) _names[i] = name + "-" + i.ToString();
            _markNames = new string[] { name + "-mark-a", name + "-mark-b" };
        }

        /// <summary>The segment whose delivery has begun; older ones are delivered.</summary>
        public uint Marked { get; private set; }

        /// <summary>The newest segment that the start has found, or the marked one.</summary>
        public uint Newest { get; private set; }

        public uint Run { get; private set; }

        public void Load(uint firstRun, byte[] scratch)
        {
            Run = firstRun;
            bool found = false;
            for (int i = 0; i < _markNames.Length; i++)
            {
                if (_files.Read(_markNames[i], _mark) != _mark.Length || !SlotFrame.IsWhole(_mark, _mark.Length)) continue;
                if (found && (int)(SlotFrame.Sequence(_mark) - _markSequence) < 0) continue;
                found = true;
                _markSequence = SlotFrame.Sequence(_mark);
                Marked = Get(SlotFrame.HeaderBytes);
                Run = Get(SlotFrame.HeaderBytes + 4) + 1;
            }

            Newest = Marked;
            for (int i = 0; i < Count; i++) LoadFile(i, scratch);
            Mark(Marked);
        }

        /// <summary>Stores the mark. When flash refuses it stays as it was, and is tried again with the next record.</summary>
        public void Mark(uint number)
        {
            Put(SlotFrame.HeaderBytes, number);
            Put(SlotFrame.HeaderBytes + 4, Run);
            uint sequence = _markSequence + 1;
            SlotFrame.Seal(_mark, sequence, MarkBytes);
            // In turn into two files, so that the one before stays whole.
            if (!_files.Write(_markNames[(int)(sequence & 1)], _mark, _mark.Length)) return;
            _markSequence = sequence;
            Marked = number;
        }

        /// <summary>The file that holds the segment; of segment 0: a free one.</summary>
        public int Of(uint number)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_numbers[i] == number) return i;
            }

            return None;
        }

        public uint Number(int file) => _numbers[file];

        public int Used()
        {
            int used = 0;
            for (int i = 0; i < Count; i++) used += _numbers[i] == 0 ? 0 : 1;
            return used;
        }

        /// <summary>The file with the smallest number that is not this one's.</summary>
        public int OldestBut(uint number)
        {
            int oldest = None;
            for (int i = 0; i < Count; i++)
            {
                if (_numbers[i] == 0 || _numbers[i] == number) continue;
                if (oldest == None || _numbers[i] < _numbers[oldest]) oldest = i;
            }

            return oldest;
        }

        /// <summary>Length of the segment read from a file; 0: damaged, -2: it cannot be read now.</summary>
        public int Read(int file, byte[] into)
        {
            int length = _files.Read(_names[file], into);
            if (length == -2) return length;
            return length > First && SlotFrame.IsWhole(into, length) ? length : 0;
        }

        /// <summary>Writes a segment into a free file, then deletes its older copy. False: no file is free, or flash refused.</summary>
        public bool Write(uint number, int version, byte[] segment, int end)
        {
            int before = Of(number);
            int file = Of(0);
            if (file == None) return false;
            segment[VersionAt] = (byte)version;
            segment[VersionAt + 1] = (byte)(version >> 8);
            SlotFrame.Seal(segment, number, end - SlotFrame.HeaderBytes);
            if (!_files.Write(_names[file], segment, end)) return false;
            _numbers[file] = number;
            Free(before);
            return true;
        }

        public void Free(int file)
        {
            if (file == None) return;
            _files.Delete(_names[file]);
            _numbers[file] = 0;
        }

        // Takes a file as a segment, or deletes it: torn, delivered already, or the older copy of a segment that grew.
        private void LoadFile(int file, byte[] scratch)
        {
            int length = _files.Read(_names[file], scratch);
            if (length == -1) return;
            bool whole = length > First && SlotFrame.IsWhole(scratch, length);
            uint number = whole ? SlotFrame.Sequence(scratch) : 0;
            int version = Version(scratch);
            int other = whole ? Of(number) : None;
            if (other != None && Read(other, scratch) > 0 && Version(scratch) > version) whole = false;
            if (!whole || number < Marked)
            {
                _files.Delete(_names[file]);
                return;
            }

            Free(other);
            _numbers[file] = number;
            if (number > Newest) Newest = number;
        }

        private uint Get(int at) => _mark[at] | ((uint)_mark[at + 1] << 8) | ((uint)_mark[at + 2] << 16) | ((uint)_mark[at + 3] << 24);

        private void Put(int at, uint value)
        {
            for (int i = 0; i < 4; i++) _mark[at + i] = (byte)(value >> (8 * i));
        }

        private static int Version(byte[] segment) => segment[VersionAt] | (segment[VersionAt + 1] << 8);
    }
}
