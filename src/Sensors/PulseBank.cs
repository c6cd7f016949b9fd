// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Sensors
{
    /// <summary>
    /// Owner of p1…p4 (counters) and pw1…pw4 (power or flow). Counts whole pulses; what they are worth is worked out from the total each time.
    /// Totals survive restarts by ReadTotal and RestoreTotal; nobody else changes them.
    /// </summary>
    public sealed class PulseBank
    {
        public const int Count = PulseSettings.Count;

        private const int HardwarePollMs = 50;    // a read of the chip's counter makes an object there
        private const int SoftwarePollMs = 10;    // a look costs nothing and tells the counter that threads run
        private const int RateEveryMs = 1000;
        private const long PulseMicros = 1000000;
        private const long BurstMicros = 3 * PulseMicros;   // pulses that one look may find together …
        private const int BurstMs = 100;                    // … and those of a look that came late

        private readonly IPulseInput[] _inputs;
        private readonly PointTable _points;
        private readonly long[] _seen = new long[Count];
        private readonly long[] _totals = new long[Count];
        private readonly long[] _rejected = new long[Count];
        private readonly long[] _allowedMicros = new long[Count];
        private readonly PulseRate[] _rates = new PulseRate[Count];
        private readonly bool[] _isNew = new bool[Count];
        private PulseSettings _settings = new PulseSettings();
        private long _polledAtMs;
        private long _rateDueMs;
        private bool _running;

        public PulseBank(IPulseInput[] inputs, PointTable points)
        {
            _inputs = inputs;
            _points = points;
            for (int i = 0; i < Count; i++) _rates[i] = new PulseRate();
        }

        public PulseSettings Settings => _settings;

        /// <summary>How many totals there are.</summary>
        public int TotalCount => Count;

        /// <summary>Pulses that input 0…3 has counted in its life. Only the loop's thread.</summary>
        public long ReadTotal(int input) => _totals[input];

        /// <summary>At start: what had been counted before the restart. Pulses that came since are added to it.</summary>
        public void RestoreTotal(int input, long pulses) => _totals[input] += pulses;

        /// <summary>True when the board has this input.</summary>
        public bool IsFitted(int input) => input < _inputs.Length;

        /// <summary>Looks at the counters. Returns the uptime at which it wants to look again.</summary>
        public long Step(long nowMs)
        {
            bool rates = nowMs >= _rateDueMs;
            if (rates) _rateDueMs = nowMs + RateEveryMs;
            int pollMs = 0;
            for (int i = 0; i < Count; i++)
            {
                if (!_settings.On[i]) continue;
                if (pollMs == 0) pollMs = HardwarePollMs;
                if (IsFitted(i)) Poll(i, nowMs, rates);
                else Miss(i);
                if (IsFitted(i) && !_inputs[i].CountsInHardware) pollMs = SoftwarePollMs;
            }

            _polledAtMs = nowMs;
            _running = true;
            return pollMs > 0 ? nowMs + pollMs : long.MaxValue;
        }

        public void CopyTo(InputSnapshot into, long nowMs)
        {
            into.Pulses = _settings;
            for (int i = 0; i < Count; i++)
            {
                into.PulseFitted[i] = IsFitted(i);
                into.Totals[i] = _totals[i];
                into.Rejected[i] = _rejected[i];
                into.RateKnown[i] = _rates[i].TryGet(_settings.Scale[i], nowMs, out into.RateMilli[i]);
                if (!IsFitted(i)) continue;
                into.InHardware[i] = _inputs[i].CountsInHardware;
                into.Glitches[i] = _inputs[i].Glitches;
                into.Lost[i] = _inputs[i].Lost;
            }
        }

        internal void Adopt(PulseSettings settings)
        {
            for (int i = 0; i < Count; i++)
            {
                bool begins = settings.On[i] && !_settings.On[i];
                // Pulses that came while the input was off are not its pulses; those since the board came up are.
                if (begins && _running && IsFitted(i)) _seen[i] = _inputs[i].Count;
                if (begins) _isNew[i] = true;
                _points.Describe(PointId.FirstPulse + i, settings.Name[i], settings.Unit[i]);
                _points.Describe(PointId.FirstPower + i, settings.Name[i], settings.Scale[i].RateUnit);
                if (settings.On[i]) continue;
                _points.Forget(PointId.FirstPulse + i);
                _points.Forget(PointId.FirstPower + i);
            }

            _settings = settings;
            _rateDueMs = 0;
        }

        private void Poll(int input, long nowMs, bool rate)
        {
            if (_isNew[input]) _rates[input].Start(nowMs);
            _isNew[input] = false;
            long counted = _inputs[input].Count;
            long pulses = counted - _seen[input];
            _seen[input] = counted;
            pulses = Believe(input, pulses < 0 ? 0 : pulses, nowMs);
            _totals[input] += pulses;
            _points.Set(PointId.FirstPulse + input, _settings.ValueMilli(input, _totals[input]), nowMs);
            if (pulses > 0 && _rates[input].Add(pulses, nowMs)) rate = true;
            if (!rate) return;
            if (_rates[input].TryGet(_settings.Scale[input], nowMs, out long milli)) _points.Set(PointId.FirstPower + input, milli, nowMs);
            else _points.Forget(PointId.FirstPower + input);
        }

        // A bucket that fills with the greatest believable rate.
        private long Believe(int input, long pulses, long nowMs)
        {
            long mostMicros = BurstMicros + BurstMs * _settings.MaxMilliHz[input];
            long micros = _allowedMicros[input] < mostMicros ? _allowedMicros[input] : mostMicros;
            micros += (nowMs - _polledAtMs) * _settings.MaxMilliHz[input];
            long most = micros / PulseMicros;
            long believed = pulses < most ? pulses : most;
            _rejected[input] += pulses - believed;
            _allowedMicros[input] = micros - believed * PulseMicros;
            return believed;
        }

        private void Miss(int input)
        {
            _points.Fail(PointId.FirstPulse + input);
            _points.Fail(PointId.FirstPower + input);
        }
    }
}
