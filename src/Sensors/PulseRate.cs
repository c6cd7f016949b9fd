// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>
    /// Power or flow of one pulse input, from the time between pulses: over two seconds when they come fast, over a single interval when they
    /// come slowly. Between pulses it is never more than one pulse in the time that has passed without one, and at last 0.
    /// </summary>
    public sealed class PulseRate
    {
        /// <summary>Fast pulses are counted for so long.</summary>
        public const int WindowMs = 2000;

        /// <summary>After so long without a pulse the rate is 0; after three times the last interval where that is longer.</summary>
        public const int StillMs = 600000;

        // Counters are looked at now and then: a pulse may be that much older than it seems.
        private const int SlackMs = 100;

        private long _sinceMs;          // start, or the last pulse
        private bool _hasPulse;
        private long _windowMs;         // the pulse that opened the window
        private long _inWindow;
        private long _pulses;           // the last measurement: so many pulses …
        private long _overMs;           // … in so many milliseconds; 0: none yet

        /// <summary>Forgets everything; the waiting for pulses begins now.</summary>
        public void Start(long nowMs)
        {
            _sinceMs = nowMs;
            _hasPulse = false;
            _inWindow = 0;
            _overMs = 0;
        }

        /// <summary>Pulses have come since the last call. True when that ended a measurement.</summary>
        public bool Add(long pulses, long nowMs)
        {
            long gapMs = nowMs - _sinceMs;
            _sinceMs = nowMs;
            if (!_hasPulse)
            {
                // The first pulse has no interval: what went before it is not known.
                _hasPulse = true;
                _windowMs = nowMs;
                return false;
            }

            if (gapMs >= WindowMs) return Measure(pulses, gapMs, nowMs);
            _inWindow += pulses;
            return nowMs - _windowMs >= WindowMs && Measure(_inWindow, nowMs - _windowMs, nowMs);
        }

        /// <summary>The rate now, in thousandths of the scale's rate unit. False while it is not known: fewer than two pulses, and not still for long.</summary>
        public bool TryGet(PulseScale scale, long nowMs, out long milli)
        {
            milli = 0;
            long stillMs = nowMs - _sinceMs;
            if (_overMs == 0) return stillMs >= StillMs;
            if (stillMs >= StillMs && stillMs >= 3 * (_overMs / _pulses)) return true;
            milli = scale.RateMilli(_pulses, _overMs);
            if (stillMs <= SlackMs) return true;
            long most = scale.RateMilli(1, stillMs - SlackMs);
            if (most < milli) milli = most;
            return true;
        }

        private bool Measure(long pulses, long overMs, long nowMs)
        {
            _pulses = pulses;
            _overMs = overMs;
            _windowMs = nowMs;
            _inWindow = 0;
            return true;
        }
    }
}
