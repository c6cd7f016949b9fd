// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Controller
{
    /// <summary>
    /// Remembers the last states of outputs that restart with them, in two slots framed like the settings. Writes at most
    /// once a minute: flash wears, and a relay that changes faster has no state worth keeping.
    /// </summary>
    public sealed class RestartMemory : ILoopTask
    {
        public const int WriteEveryMs = 60000;

        private const string SlotA = "outputs-a";
        private const string SlotB = "outputs-b";

        private readonly IFileStore _files;
        private readonly OutputBank _outputs;
        private readonly byte[] _frame = new byte[SlotFrame.HeaderBytes + PointId.OutputCount];
        private readonly byte[] _latches = new byte[PointId.OutputCount];
        private int _storedVersion;
        private uint _sequence;
        private bool _nextIsB;
        private long _notBeforeMs;

        public RestartMemory(IFileStore files, OutputBank outputs)
        {
            _files = files;
            _outputs = outputs;
        }

        public string Name => "restart memory";

        public long DueAtMs => _outputs.LatchVersion == _storedVersion ? long.MaxValue : _notBeforeMs;

        /// <summary>Gives the stored states to the outputs; before their first step. Without a whole slot they restart as off.</summary>
        public void Load()
        {
            bool hasA = TryRead(SlotA, out uint sequenceA);
            if (hasA) System.Array.Copy(_frame, SlotFrame.HeaderBytes, _latches, 0, _latches.Length);
            bool hasB = TryRead(SlotB, out uint sequenceB);
            bool useB = hasB && (!hasA || (int)(sequenceB - sequenceA) > 0);
            if (useB) System.Array.Copy(_frame, SlotFrame.HeaderBytes, _latches, 0, _latches.Length);
            _sequence = useB ? sequenceB : sequenceA;
            _nextIsB = hasA && !useB;
            if (hasA || hasB) _outputs.ImportLatch(_latches, _latches.Length);
            _storedVersion = _outputs.LatchVersion;
        }

        public void Run(long nowMs)
        {
            int version = _outputs.LatchVersion;
            _notBeforeMs = nowMs + WriteEveryMs;
            _outputs.ExportLatch(_latches);
            System.Array.Copy(_latches, 0, _frame, SlotFrame.HeaderBytes, _latches.Length);
            SlotFrame.Seal(_frame, ++_sequence, _latches.Length);
            // A write that flash refused is repeated into the same slot: the other one may be the only whole copy.
            if (!_files.Write(_nextIsB ? SlotB : SlotA, _frame, _frame.Length)) return;
            _storedVersion = version;
            _nextIsB = !_nextIsB;
        }

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
