// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Settings
{
    /// <summary>
    /// The two files of a document, of which one is always whole: a save writes the one that is not in effect and reads it back. Frames: SlotFrame.
    /// </summary>
    internal sealed class DocumentSlots
    {
        public const int None = -1;

        private const byte Absent = 0;
        private const byte Damaged = 1;
        private const byte Whole = 2;

        private readonly IFileStore _files;
        private readonly string _name;
        private readonly byte[] _states = new byte[2];
        private readonly uint[] _sequences = new uint[2];
        private int _inEffect = None;

        /// <param name="files">The device's flash.</param>
        /// <param name="name">Of the files, before "-a" and "-b".</param>
        public DocumentSlots(IFileStore files, string name)
        {
            _files = files;
            _name = name;
        }

        /// <summary>The slot with the newest whole document.</summary>
        public int Newest
        {
            get
            {
                if (_states[0] != Whole) return _states[1] == Whole ? 1 : None;
                if (_states[1] != Whole) return 0;
                return SlotFrame.IsLater(_sequences[1], _sequences[0]) ? 1 : 0;
            }
        }

        public bool IsWhole(int slot) => _states[slot] == Whole;

        public bool IsDamaged(int slot) => _states[slot] == Damaged;

        /// <summary>Bytes of the longer file, whatever is in it.</summary>
        public int LongestBytes()
        {
            int a = _files.Length(SlotName(0));
            int b = _files.Length(SlotName(1));
            return a > b ? a : b;
        }

        /// <summary>Finds out what the files hold; none is in effect then. Overwrites the buffer.</summary>
        public void Examine(byte[] buffer)
        {
            _inEffect = None;
            Examine(0, buffer);
            Examine(1, buffer);
        }

        /// <summary>Reads a frame. Returns its length; 0: it is not whole.</summary>
        public int Read(int slot, byte[] buffer)
        {
            int frameBytes = _files.Read(SlotName(slot), buffer);
            return SlotFrame.IsWhole(buffer, frameBytes) ? frameBytes : 0;
        }

        /// <summary>The document of this slot is the one in effect: the next save goes into the other one.</summary>
        public void Use(int slot) => _inEffect = slot;

        /// <summary>Stores a document that stands in the buffer behind the room for the frame's header. Overwrites the buffer.</summary>
        public SaveOutcome Write(byte[] frame, int frameBytes)
        {
            int newest = Newest;
            uint sequence = newest == None ? 1 : _sequences[newest] + 1;
            int slot = SlotToWrite(newest);
            SlotFrame.Seal(frame, sequence, frameBytes - SlotFrame.HeaderBytes);
            uint checksum = SlotFrame.Checksum(frame);

            // A half-written save that stays under the next one could be made whole by its first bytes.
            if (_states[slot] == Damaged) _files.Delete(SlotName(slot));
            _states[slot] = Damaged;
            bool taken = _files.Write(SlotName(slot), frame, frameBytes);

            // Read back into the same buffer: sequence, length and checksum stand for the bytes that were there.
            int readBytes = _files.Read(SlotName(slot), frame);
            bool same = readBytes == frameBytes && SlotFrame.IsWhole(frame, readBytes) && SlotFrame.Sequence(frame) == sequence && SlotFrame.Checksum(frame) == checksum;
            if (taken && same)
            {
                _states[slot] = Whole;
                _sequences[slot] = sequence;
                _inEffect = slot;
                return SaveOutcome.Saved;
            }

            // What was reported as not saved must not come to life at the next start.
            if (same || readBytes < 0) _files.Delete(SlotName(slot));
            return taken ? SaveOutcome.ReadBackDiffers : SaveOutcome.FlashRefused;
        }

        // Never the slot in effect; with none in effect a slot that is not whole, else the older one.
        private int SlotToWrite(int newest)
        {
            if (_inEffect != None) return 1 - _inEffect;
            if (_states[0] != Whole) return 0;
            return _states[1] != Whole ? 1 : 1 - newest;
        }

        private void Examine(int slot, byte[] buffer)
        {
            int frameBytes = _files.Read(SlotName(slot), buffer);
            if (frameBytes == -1)
            {
                _states[slot] = Absent;
                return;
            }

            bool whole = SlotFrame.IsWhole(buffer, frameBytes);
            _states[slot] = whole ? Whole : Damaged;
            _sequences[slot] = whole ? SlotFrame.Sequence(buffer) : 0;
        }

        private string SlotName(int slot) => _name + (slot == 0 ? "-a" : "-b");
    }
}
