// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Back to the factory settings in two steps that no power cut can spoil: a checked file says that it is wanted, and the next start deletes
    /// everything before it reads anything. The file goes last, so a reset that was cut off goes on with the start after.
    /// </summary>
    public sealed class FactoryReset
    {
        private const byte Everything = 0;
        private const byte ButTotals = 1;

        private readonly IFileStore _files;
        private readonly byte[] _frame = new byte[SlotFrame.HeaderBytes + 1];

        public FactoryReset(IFileStore files)
        {
            _files = files;
        }

        /// <summary>Notes that the next start is to begin with the factory settings. False: flash did not take it, nothing will happen.</summary>
        public bool Ask(bool keepTotals)
        {
            _frame[SlotFrame.HeaderBytes] = keepTotals ? ButTotals : Everything;
            SlotFrame.Seal(_frame, 1, 1);
            if (_files.Write(OwnFiles.ResetAsked, _frame, _frame.Length) && IsAsked(out bool stored) && stored == keepTotals) return true;
            _files.Delete(OwnFiles.ResetAsked);
            return false;
        }

        /// <summary>Does what was asked for before the last restart. At start, before anything is read. Known: nothing was asked for.</summary>
        public StoreState Resume()
        {
            if (!IsAsked(out bool keepTotals))
            {
                _files.Delete(OwnFiles.ResetAsked);
                return StoreState.Known;
            }

            int count = OwnFiles.ErasedCount(keepTotals);
            bool gone = true;
            for (int i = 0; i < count; i++) gone = _files.Delete(OwnFiles.ErasedName(i)) && gone;
            return gone && _files.Delete(OwnFiles.ResetAsked) ? StoreState.FactoryReset : StoreState.ResetStuck;
        }

        private bool IsAsked(out bool keepTotals)
        {
            int length = _files.Read(OwnFiles.ResetAsked, _frame);
            bool asked = length == _frame.Length && SlotFrame.IsWhole(_frame, length);
            keepTotals = asked && _frame[SlotFrame.HeaderBytes] == ButTotals;
            return asked;
        }
    }
}
