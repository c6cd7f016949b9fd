// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Records that wait to be delivered, first in, first out: in memory, and when told to save, in flash. Bounded: when all segments are full the oldest goes and
    /// its records are counted. What was saved survives a power cut at any byte. Used by one thread.
    /// <code>
    /// file of a segment: | SlotFrame header (16), sequence = number of the segment | version (u16) | for each record: length (u16) | flags (u8) | bytes |
    /// </code>
    /// A segment that grows is written with the next version into a free file before its older copy is deleted. The file "mark" names the segment whose delivery
    /// has begun: what is found of it after a restart may have been delivered before, and what is older has been.
    /// </summary>
    public sealed class RecordQueue
    {
        public const int SegmentBytes = 4096;
        public const int Segments = 8;
        public const int MaxRecordBytes = 1024;

        private const int First = SegmentFiles.First;
        private const int RecordHead = 3;
        private const int FlagsAt = 2;
        private const byte PerhapsSeen = 1;

        private readonly SegmentFiles _files;

        // The newest segment, complete in memory; and the oldest when it is another one.
        private readonly byte[] _tail = new byte[SegmentBytes];
        private byte[] _head;
        private uint _tailNumber = 1;
        private uint _headNumber;
        private int _tailEnd = First;
        private int _tailAt = First;
        private int _headEnd;
        private int _headAt;
        private int _version;

        /// <param name="files">Where segments are saved.</param>
        /// <param name="name">Names of the files: name + "-0" … "-8" and "-mark".</param>
        public RecordQueue(IFileStore files, string name)
        {
            _files = new SegmentFiles(files, name);
        }

        /// <summary>Records that wait.</summary>
        public int Waiting { get; private set; }

        /// <summary>Records that were dropped because there was no room, since the start.</summary>
        public int Lost { get; private set; }

        /// <summary>False: nothing is written to flash; what is there is still delivered.</summary>
        public bool Stores { get; set; } = true;

        /// <summary>Changes when the oldest record has become another one without Drop: what Drop and MarkSeen would mean is gone.</summary>
        public int Turn { get; private set; }

        /// <summary>A number for each start, never given before by this file system.</summary>
        public uint Run => _files.Run;

        /// <summary>True while something in memory is not in flash.</summary>
        public bool IsUnsaved { get; private set; }

        /// <summary>Finds what waits in flash. Once, at start. A file system without a mark begins with firstRun.</summary>
        public void Load(uint firstRun)
        {
            _files.Load(firstRun, _tail);
            for (int i = 0; i < SegmentFiles.Count; i++)
            {
                if (_files.Number(i) != 0) Waiting += Count(_tail, First, _files.Read(i, _tail));
            }

            _tailNumber = _files.Newest + 1;
        }

        /// <summary>Adds a record. False: it is too long.</summary>
        public bool Append(byte[] record, int count)
        {
            if (count > MaxRecordBytes) return false;
            if (_tailEnd + RecordHead + count > SegmentBytes) CloseTail();
            _tail[_tailEnd] = (byte)count;
            _tail[_tailEnd + 1] = (byte)(count >> 8);
            _tail[_tailEnd + FlagsAt] = 0;
            System.Array.Copy(record, 0, _tail, _tailEnd + RecordHead, count);
            _tailEnd += RecordHead + count;
            Waiting++;
            IsUnsaved = true;
            return true;
        }

        /// <summary>The oldest record, copied; its length. 0: there is none. perhapsSeen: an earlier delivery of it may have arrived.</summary>
        public int Peek(byte[] into, out bool perhapsSeen)
        {
            perhapsSeen = false;
            byte[] segment = Oldest();
            if (segment == null) return 0;
            int at = segment == _tail ? _tailAt : _headAt;
            uint number = segment == _tail ? _tailNumber : _headNumber;
            if (_files.Of(number) != SegmentFiles.None && _files.Marked != number) _files.Mark(number);
            int count = LengthAt(segment, at);
            perhapsSeen = segment[at + FlagsAt] != 0;
            System.Array.Copy(segment, at + RecordHead, into, 0, count);
            return count;
        }

        /// <summary>The oldest record is sent now: from here on it may have arrived.</summary>
        public void MarkSeen()
        {
            byte[] segment = Oldest();
            if (segment != null) segment[(segment == _tail ? _tailAt : _headAt) + FlagsAt] = PerhapsSeen;
        }

        /// <summary>The oldest record has arrived.</summary>
        public void Drop()
        {
            byte[] segment = Oldest();
            if (segment == null) return;
            Waiting--;
            if (segment == _tail)
            {
                _tailAt += RecordHead + LengthAt(_tail, _tailAt);
                if (_tailAt < _tailEnd) return;
                _files.Free(_files.Of(_tailNumber));
                BeginTail();
                return;
            }

            _headAt += RecordHead + LengthAt(_head, _headAt);
            if (_headAt < _headEnd) return;
            _files.Free(_files.Of(_headNumber));
            _headNumber = 0;
        }

        /// <summary>Stores what is only in memory; when no file is free, in the place of the oldest. False: flash did not take it.</summary>
        public bool Save()
        {
            if (!IsUnsaved) return true;
            if (!Stores) return false;
            Compact();
            if (_files.Of(0) == SegmentFiles.None) DropOldest();
            if (!_files.Write(_tailNumber, ++_version, _tail, _tailEnd)) return false;
            IsUnsaved = false;
            return true;
        }

        // The segment that holds the oldest record, in memory; null: there is no record, or it cannot be read now.
        private byte[] Oldest()
        {
            if (_headNumber != 0) return _head;
            while (true)
            {
                int file = _files.OldestBut(_tailNumber);
                if (file == SegmentFiles.None) return _tailAt < _tailEnd ? _tail : null;
                if (_head == null) _head = new byte[SegmentBytes];
                int length = _files.Read(file, _head);
                if (length < 0) return null;
                if (length > 0)
                {
                    _headNumber = _files.Number(file);
                    _headAt = First;
                    _headEnd = length;
                    if (_headNumber == _files.Marked && _headNumber <= _files.Newest) Flag(_head, _headEnd);
                    return _head;
                }

                Lose(1);   // how many they were nobody knows any more
                _files.Free(file);
            }
        }

        // The tail is full: it goes to flash, in the place of the oldest if need be, or, where flash does not take it, away.
        private void CloseTail()
        {
            if (!Save())
            {
                DropOldest();
                if (!Save())
                {
                    Lose(Count(_tail, _tailAt, _tailEnd));
                    _files.Free(_files.Of(_tailNumber));
                }
            }

            BeginTail();
            if (_files.Used() == SegmentFiles.Count) DropOldest();
        }

        private void DropOldest()
        {
            if (_files.OldestBut(_tailNumber) == SegmentFiles.None || Oldest() != _head || _headNumber == 0) return;
            Lose(Count(_head, _headAt, _headEnd));
            _files.Free(_files.Of(_headNumber));
            _headNumber = 0;
        }

        private void Lose(int count)
        {
            Lost += count;
            Waiting = Waiting > count ? Waiting - count : 0;
            Turn++;
        }

        private void BeginTail()
        {
            _tailNumber++;
            _version = 0;
            _tailAt = First;
            _tailEnd = First;
            IsUnsaved = false;
        }

        // Delivered records leave the tail before it is stored.
        private void Compact()
        {
            int count = _tailEnd - _tailAt;
            if (_tailAt > First) System.Array.Copy(_tail, _tailAt, _tail, First, count);
            _tailAt = First;
            _tailEnd = First + count;
        }

        private static void Flag(byte[] segment, int end)
        {
            for (int at = First; at < end; at += RecordHead + LengthAt(segment, at)) segment[at + FlagsAt] = PerhapsSeen;
        }

        private static int Count(byte[] segment, int at, int end)
        {
            int count = 0;
            for (; at < end; at += RecordHead + LengthAt(segment, at)) count++;
            return count;
        }

        private static int LengthAt(byte[] segment, int at) => segment[at] | (segment[at + 1] << 8);
    }
}
