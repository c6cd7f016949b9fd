// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Settings
{
    /// <summary>A small record of fixed length in two files, framed like the settings: a power cut at any byte leaves the record before or the new one.</summary>
    internal sealed class TwoSlots
    {
        private readonly IFileStore _files;
        private readonly string _slotA;
        private readonly string _slotB;
        private readonly byte[] _frame;
        private uint _sequence;
        private bool _nextIsB;

        public TwoSlots(IFileStore files, string slotA, string slotB, int recordBytes)
        {
            _files = files;
            _slotA = slotA;
            _slotB = slotB;
            _frame = new byte[SlotFrame.HeaderBytes + recordBytes];
        }

        /// <summary>Fills the record from the newer whole slot. False: there is none.</summary>
        public bool Load(byte[] record)
        {
            bool hasA = TryRead(_slotA, out uint sequenceA);
            if (hasA) TakeOut(record);
            bool hasB = TryRead(_slotB, out uint sequenceB);
            bool useB = hasB && (!hasA || SlotFrame.IsLater(sequenceB, sequenceA));
            if (useB) TakeOut(record);
            _sequence = useB ? sequenceB : sequenceA;
            _nextIsB = hasA && !useB;
            return hasA || hasB;
        }

        /// <summary>Stores the record. False: flash refused; the next attempt goes into the same slot, for the other one may be the only whole copy.</summary>
        public bool Save(byte[] record)
        {
            System.Array.Copy(record, 0, _frame, SlotFrame.HeaderBytes, record.Length);
            SlotFrame.Seal(_frame, ++_sequence, record.Length);
            if (!_files.Write(_nextIsB ? _slotB : _slotA, _frame, _frame.Length)) return false;
            _nextIsB = !_nextIsB;
            return true;
        }

        private void TakeOut(byte[] record) => System.Array.Copy(_frame, SlotFrame.HeaderBytes, record, 0, record.Length);

        private bool TryRead(string slot, out uint sequence)
        {
            sequence = 0;
            int length = _files.Read(slot, _frame);
            if (length != _frame.Length || !SlotFrame.IsWhole(_frame, length)) return false;
            sequence = SlotFrame.Sequence(_frame);
            return true;
        }
    }
}
