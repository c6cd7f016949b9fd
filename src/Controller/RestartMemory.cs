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

        private readonly OutputBank _outputs;
        private readonly TwoSlots _slots;
        private readonly byte[] _latches = new byte[PointId.OutputCount];
        private int _storedVersion;
        private long _notBeforeMs;

        public RestartMemory(IFileStore files, OutputBank outputs)
        {
            _outputs = outputs;
            _slots = new TwoSlots(files, "outputs-a", "outputs-b", PointId.OutputCount);
        }

        public string Name => "restart memory";

        public long DueAtMs => _outputs.LatchVersion == _storedVersion ? long.MaxValue : _notBeforeMs;

        /// <summary>Gives the stored states to the outputs; before their first step. Without a whole slot they restart as off.</summary>
        public void Load()
        {
            if (_slots.Load(_latches)) _outputs.ImportLatch(_latches, _latches.Length);
            _storedVersion = _outputs.LatchVersion;
        }

        public void Run(long nowMs)
        {
            int version = _outputs.LatchVersion;
            _notBeforeMs = nowMs + WriteEveryMs;
            _outputs.ExportLatch(_latches);
            if (_slots.Save(_latches)) _storedVersion = version;
        }
    }
}
