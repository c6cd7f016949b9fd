// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Sensors
{
    /// <summary>
    /// Owner of a1…a4: once a second the mean of sixteen readings, 20 ms apart, so that each takes the mains' hum at the same phase of its wave
    /// and the converter's noise averages out.
    /// </summary>
    public sealed class AnalogBank
    {
        public const int Samples = 16;

        private const int SampleEveryMs = 20;
        private const int MeasureEveryMs = 1000;

        private readonly IAnalogInput[] _inputs;
        private readonly PointTable _points;
        private readonly long[] _sums = new long[AnalogSettings.Count];
        private readonly int[] _reads = new int[AnalogSettings.Count];
        private readonly byte[] _states = new byte[AnalogSettings.Count];
        private readonly int[] _raw = new int[AnalogSettings.Count];
        private readonly long[] _milliOhm = new long[AnalogSettings.Count];
        private readonly long[] _milli = new long[AnalogSettings.Count];
        private AnalogSettings _settings = new AnalogSettings();
        private int _sample;
        private long _begunMs;
        private bool _any;

        public AnalogBank(IAnalogInput[] inputs, PointTable points)
        {
            _inputs = inputs;
            _points = points;
            Section = new AnalogSection(this);
        }

        public AnalogSection Section { get; }

        public AnalogSettings Settings => _settings;

        /// <summary>Takes one reading of each channel. Returns the uptime at which it wants the next.</summary>
        public long Step(long nowMs)
        {
            if (!_any) return long.MaxValue;
            if (_sample == 0) Begin(nowMs);
            for (int i = 0; i < AnalogSettings.Count; i++)
            {
                if (!_settings.On[i] || i >= _inputs.Length || !_inputs[i].TryRead(out int raw)) continue;
                _sums[i] += raw;
                _reads[i]++;
            }

            if (++_sample < Samples) return nowMs + SampleEveryMs;
            _sample = 0;
            for (int i = 0; i < AnalogSettings.Count; i++)
            {
                if (_settings.On[i]) Publish(i, nowMs);
            }

            long nextMs = _begunMs + MeasureEveryMs;
            return nextMs > nowMs ? nextMs : nowMs + SampleEveryMs;
        }

        public void CopyTo(InputSnapshot into)
        {
            into.Analogs = _settings;
            for (int i = 0; i < AnalogSettings.Count; i++)
            {
                into.AnalogFitted[i] = i < _inputs.Length;
                into.AnalogStates[i] = (AnalogState)_states[i];
                into.Raw[i] = _raw[i];
                into.MilliOhm[i] = _milliOhm[i];
                into.AnalogMilli[i] = _milli[i];
            }
        }

        internal void Adopt(AnalogSettings settings)
        {
            _settings = settings;
            _sample = 0;
            _any = false;
            for (int i = 0; i < AnalogSettings.Count; i++)
            {
                int point = PointId.FirstAnalog + i;
                _points.Describe(point, settings.Name[i], settings.Unit[i]);
                _points.Forget(point);
                _states[i] = (byte)AnalogState.NotRead;
                _any |= settings.On[i];
            }
        }

        private void Begin(long nowMs)
        {
            _begunMs = nowMs;
            for (int i = 0; i < AnalogSettings.Count; i++)
            {
                _sums[i] = 0;
                _reads[i] = 0;
            }
        }

        private void Publish(int channel, long nowMs)
        {
            AnalogState state = AnalogState.NoAnswer;
            if (_reads[channel] * 2 > Samples)
            {
                int fullScale = _inputs[channel].FullScale;
                _raw[channel] = (int)(_sums[channel] / _reads[channel]);
                state = AnalogConversion.Convert(_settings, channel, _sums[channel], _reads[channel], fullScale, out _milliOhm[channel], out _milli[channel]);
            }

            _states[channel] = (byte)state;
            if (state == AnalogState.Good) _points.Set(PointId.FirstAnalog + channel, _milli[channel], nowMs);
            else _points.Fail(PointId.FirstAnalog + channel);
        }
    }
}
