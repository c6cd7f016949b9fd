// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Outputs
{
    /// <summary>
    /// Tells the relays and believes only what they read back. Writes the points out0…out5. Knows nothing of reasons: those
    /// are OutputBank's.
    /// </summary>
    internal sealed class RelayDriver
    {
        /// <summary>How long a relay may take until its read-back agrees.</summary>
        private const long ConfirmMs = 200;
        private const long RetryMs = 1000;

        // While a relay moves it is read this often.
        private const long LookMs = 10;

        private const long CheckMs = 1000;

        private const byte Settled = 0;
        private const byte Moving = 1;
        private const byte Failed = 2;

        private readonly IRelay[] _relays = new IRelay[PointId.OutputCount];
        private readonly PointTable _points;
        private readonly bool[] _told = new bool[PointId.OutputCount];
        private readonly bool[] _confirmed = new bool[PointId.OutputCount];
        private readonly byte[] _phases = new byte[PointId.OutputCount];
        private readonly long[] _deadlinesMs = new long[PointId.OutputCount];
        private readonly long[] _changedAtMs = new long[PointId.OutputCount];
        private readonly bool[] _faulty = new bool[PointId.OutputCount];
        private readonly bool[] _newFaults = new bool[PointId.OutputCount];
        private readonly int[] _faultCounts = new int[PointId.OutputCount];
        private readonly int[] _switchCounts = new int[PointId.OutputCount];

        public RelayDriver(IRelay[] relays, PointTable points)
        {
            _points = points;
            for (int i = 0; i < relays.Length && i < PointId.OutputCount; i++) _relays[i] = relays[i];
        }

        /// <summary>Uptime at which the next relay is looked at, though nobody wants anything of it.</summary>
        public long NextCheckMs { get; private set; }

        public bool IsFitted(int output) => _relays[output] != null;

        /// <summary>The state that the relay was told last.</summary>
        public bool Told(int output) => _told[output];

        /// <summary>The state that the relay read back last.</summary>
        public bool Confirmed(int output) => _confirmed[output];

        /// <summary>Uptime of the last change, told or seen; minimum times count from it.</summary>
        public long ChangedAtMs(int output) => _changedAtMs[output];

        /// <summary>True from the moment a relay refused, did not follow or changed by itself, until it agrees again.</summary>
        public bool IsFaulty(int output) => _faulty[output];

        public int FaultCount(int output) => _faultCounts[output];

        /// <summary>Confirmed changes since start.</summary>
        public int SwitchCount(int output) => _switchCounts[output];

        /// <summary>True once for each new fault.</summary>
        public bool TakeNewFault(int output)
        {
            bool isNew = _newFaults[output];
            _newFaults[output] = false;
            return isNew;
        }

        /// <summary>Takes over the relays as they are. One that cannot be read is told to be off.</summary>
        public void Start(long nowMs)
        {
            NextCheckMs = nowMs + CheckMs;
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                _changedAtMs[i] = nowMs;
                if (!IsFitted(i)) continue;
                bool readable = _relays[i].TryGet(out bool on);
                _told[i] = readable && on;
                _confirmed[i] = _told[i];
                if (readable) _points.SetState(PointId.FirstOutput + i, on, nowMs);
                else Ask(i, nowMs);
            }
        }

        public void Switch(int output, bool on, long nowMs)
        {
            _told[output] = on;
            _changedAtMs[output] = nowMs;
            Ask(output, nowMs);
        }

        /// <summary>Follows a relay that moves or failed. Returns when it wants to be called again.</summary>
        public long Follow(int output, long nowMs)
        {
            if (_phases[output] == Settled) return long.MaxValue;
            if (_phases[output] == Failed && nowMs >= _deadlinesMs[output]) Ask(output, nowMs);
            else if (_phases[output] == Moving) Look(output, nowMs);
            if (_phases[output] == Settled) return long.MaxValue;
            return _phases[output] == Failed ? _deadlinesMs[output] : nowMs + LookMs;
        }

        /// <summary>Looks at all relays once a second. True: one is not as it was told, so decide again.</summary>
        public bool Check(long nowMs)
        {
            if (nowMs < NextCheckMs) return false;
            NextCheckMs = nowMs + CheckMs;
            bool moved = false;
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (IsFitted(i) && _phases[i] == Settled) moved |= CheckOne(i, nowMs);
            }

            return moved;
        }

        private bool CheckOne(int output, long nowMs)
        {
            if (!_relays[output].TryGet(out bool on))
            {
                Fail(output, nowMs);
                return true;
            }

            bool moved = on != _told[output];
            if (moved) NoteFault(output);
            else _faulty[output] = false;
            Accept(output, on, nowMs);
            return moved;
        }

        private void Ask(int output, long nowMs)
        {
            if (!_relays[output].TrySet(_told[output]))
            {
                Fail(output, nowMs);
                return;
            }

            _phases[output] = Moving;
            _deadlinesMs[output] = nowMs + ConfirmMs;
            Look(output, nowMs);
        }

        private void Look(int output, long nowMs)
        {
            if (_relays[output].TryGet(out bool on) && on == _told[output])
            {
                _phases[output] = Settled;
                _faulty[output] = false;
                Accept(output, on, nowMs);
            }
            else if (nowMs >= _deadlinesMs[output])
            {
                Fail(output, nowMs);
            }
        }

        /// <summary>A relay that changed by itself is taken as it is; whether it may go back is a question of minimum times.</summary>
        private void Accept(int output, bool on, long nowMs)
        {
            if (on != _confirmed[output])
            {
                _confirmed[output] = on;
                _changedAtMs[output] = nowMs;
                _switchCounts[output]++;
            }

            _told[output] = on;
            _points.SetState(PointId.FirstOutput + output, on, nowMs);
        }

        private void Fail(int output, long nowMs)
        {
            _phases[output] = Failed;
            _deadlinesMs[output] = nowMs + RetryMs;
            NoteFault(output);
            _points.Fail(PointId.FirstOutput + output);
        }

        private void NoteFault(int output)
        {
            _faultCounts[output]++;
            _newFaults[output] |= !_faulty[output];
            _faulty[output] = true;
        }
    }
}
