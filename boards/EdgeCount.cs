// SPDX-License-Identifier: MIT
namespace Wattwarden.Boards
{
    /// <summary>
    /// Counts closings of a contact from its edges. A level counts when it has stood for the debounce time. After the firmware has stood still
    /// the edges come late and together: their times say nothing, so each counts, and what the queue dropped is worked out from the interval
    /// before and the next pulse after: exact while pulses come evenly. Edges come on one thread, looks on another.
    /// </summary>
    public sealed class EdgeCount
    {
        /// <summary>
        /// When the loop has not looked for longer, threads stood still and edges may be that late. Together with the debounce time it stays
        /// within S0's shortest pulse of 30 ms, so that no pulse looks too short.
        /// </summary>
        public const int LateMs = 20;

        private readonly object _gate = new object();
        private readonly EdgeBurst _burst;
        private readonly int _debounceMs;
        private long _count;
        private long _glitches;
        private long _lost;
        private bool _level;           // true: closed
        private long _levelSinceMs;
        private bool _settled;
        private long _lookedAtMs;
        private bool _hasPulse;
        private long _pulseAtMs;       // last closing whose time is true …
        private long _intervalMs;      // … and how long after the one before; 0: not known
        private bool _wasLate;
        private long _countedLate;     // pulses out of bursts since then

        public EdgeCount(int debounceMs, EdgeBurst burst, bool closed, long nowMs)
        {
            _debounceMs = debounceMs;
            _burst = burst;
            _level = closed;
            _settled = closed;
            _levelSinceMs = nowMs;
            _lookedAtMs = nowMs;
        }

        public long Count => _count;

        public long Glitches => _glitches;

        public long Lost => _lost;

        /// <summary>An edge: the contact is closed now, or open.</summary>
        public void Edge(bool closed, long nowMs)
        {
            lock (_gate)
            {
                if (nowMs - _lookedAtMs > LateMs || _burst.Lasts(nowMs)) TakeLate(closed, nowMs);
                else if (closed != _level) Take(closed, nowMs);
            }
        }

        /// <summary>To be called by the loop every 10 ms.</summary>
        public void Look(long nowMs)
        {
            lock (_gate)
            {
                Settle(nowMs);
                _lookedAtMs = nowMs;
            }
        }

        private void Take(bool closed, long nowMs)
        {
            Settle(nowMs);
            if (!closed && !_settled) _glitches++;
            _level = closed;
            _levelSinceMs = nowMs;
        }

        private void Settle(long nowMs)
        {
            if (_level == _settled || nowMs - _levelSinceMs < _debounceMs) return;
            _settled = _level;
            if (_settled) Pulse(_levelSinceMs);
        }

        private void TakeLate(bool closed, long nowMs)
        {
            if (_level && !_settled) CountLate();
            // Two openings in a row: the closing between them was dropped, but it was there.
            if (closed || !_level) CountLate();
            _level = closed;
            _settled = closed;
            _levelSinceMs = nowMs;
            _wasLate = true;
            _burst.Add(nowMs);
        }

        private void CountLate()
        {
            _settled = true;
            _count++;
            _countedLate++;
        }

        private void Pulse(long atMs)
        {
            _count++;
            if (_wasLate) _lost += Missing(atMs);
            else if (_hasPulse) _intervalMs = atMs - _pulseAtMs;
            _wasLate = false;
            _countedLate = 0;
            _hasPulse = true;
            _pulseAtMs = atMs;
        }

        private long Missing(long atMs)
        {
            if (!_burst.Overflowed) return 0;
            if (_intervalMs <= 0) return 1;
            long pulses = (atMs - _pulseAtMs + _intervalMs / 2) / _intervalMs - 1;
            return pulses > _countedLate ? pulses - _countedLate : 0;
        }
    }
}
