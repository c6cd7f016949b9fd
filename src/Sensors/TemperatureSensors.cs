// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Sensors
{
    /// <summary>
    /// Owner of the 1-Wire bus: measures with all sensors at once, reads one of them in a step, and puts the values onto ds1…ds8. Between two
    /// rounds the bus serves the search for new sensors. Nothing waits: Step does at most one transaction (about 15 ms).
    /// </summary>
    public sealed class TemperatureSensors
    {
        /// <summary>So many rounds without a value make a point Failed.</summary>
        public const int MissesToFail = 3;

        private const int MaxReads = 4;
        private const int MaxReadsOfAbsent = 2;
        private const int MaxWrites = 3;
        private const int FailedRetryMs = 5000;
        private const int ConfirmMs = 1000;
        private const int StaleRounds = 3;
        private const int StaleMarginMs = 5000;
        private const long Never = long.MaxValue;

        private enum Phase : byte
        {
            Resting = 0,
            Measuring,
            Reading,
        }

        private readonly PointTable _points;
        private readonly OneWireLine _line;
        private readonly SensorFinder _finder;
        private readonly ReadingJudge _judge = new ReadingJudge(TemperatureSettings.Count);
        private readonly byte[] _pad = new byte[Scratchpad.Length];
        private readonly bool[] _inRound = new bool[TemperatureSettings.Count];
        private readonly long[] _dueAtMs = new long[TemperatureSettings.Count];
        private readonly int[] _missesInRow = new int[TemperatureSettings.Count];
        private readonly int[] _misses = new int[TemperatureSettings.Count];
        private readonly int[] _values = new int[TemperatureSettings.Count];
        private readonly int[] _writes = new int[TemperatureSettings.Count];
        private readonly byte[] _reasons = new byte[TemperatureSettings.Count];
        private TemperatureSettings _settings;
        private Phase _phase;
        private long _roundAtMs;
        private long _readyAtMs;
        private int _index;
        private int _reads;

        /// <param name="bus">null: the board has none.</param>
        /// <param name="points">Where ds1…ds8 are.</param>
        public TemperatureSensors(IOneWireBus bus, PointTable points)
        {
            _points = points;
            Section = new TemperatureSection(this);
            _settings = Section.Current;
            for (int i = 0; i < TemperatureSettings.Count; i++) _dueAtMs[i] = Never;   // a new device has no position to read
            if (bus == null) return;
            _line = new OneWireLine(bus);
            _finder = new SensorFinder(_line, bus);
        }

        public TemperatureSection Section { get; }

        /// <summary>Moves on. Returns the uptime at which to be called again; long.MaxValue: when settings change or somebody asks.</summary>
        public long Step(long nowMs)
        {
            if (_line == null) return Never;
            switch (_phase)
            {
                case Phase.Measuring:
                    if (nowMs < _readyAtMs) return _readyAtMs;
                    _phase = Phase.Reading;
                    Next(-1);
                    return nowMs;
                case Phase.Reading:
                    ReadOne(nowMs);
                    return nowMs;
                default:
                    if (_finder.IsBusy) return _finder.Step(nowMs);
                    return BeginRound(nowMs);
            }
        }

        /// <summary>Asks for the next device on the bus; done (may be null) is set when the answer is there. Then Step is due at once.</summary>
        public void AskNext(ISignal done)
        {
            if (_finder != null) _finder.Ask(done);
            else if (done != null) done.Set();
        }

        /// <summary>Copies the answer; a complete one is thereby taken.</summary>
        public void TakeAnswer(FoundSensor into)
        {
            into.State = _finder == null ? FinderState.NoBus : _finder.State;
            if (into.State != FinderState.Found)
            {
                into.Id = RomId.None;
                into.HasTemperature = false;
                into.Wrapped = false;
                into.Position = 0;
            }
            else
            {
                into.Id = _finder.Id;
                into.HasTemperature = _finder.HasTemperature;
                into.Milli = _finder.Milli;
                into.Wrapped = _finder.Wrapped;
                into.Position = _settings.IndexOf(_finder.Id) + 1;
            }

            if (_finder != null) _finder.Take();
        }

        /// <summary>Copies what is known of position 0…7.</summary>
        public void CopyTo(SensorState into, int index, long nowMs)
        {
            into.Id = _settings.Ids[index];
            into.Name = _settings.Names[index];
            into.Milli = _points.Milli(PointId.FirstSensor + index);
            into.Quality = _points.Quality(PointId.FirstSensor + index);
            into.AgeMs = _points.AgeMs(PointId.FirstSensor + index, nowMs);
            into.Values = _values[index];
            into.Misses = _misses[index];
            into.LastReason = (MissReason)_reasons[index];
        }

        /// <summary>New settings have come into effect.</summary>
        internal void Adopt(TemperatureSettings before, TemperatureSettings settings)
        {
            _settings = settings;
            _phase = Phase.Resting;
            for (int i = 0; i < TemperatureSettings.Count; i++)
            {
                int point = PointId.FirstSensor + i;
                bool has = settings.Ids[i] != RomId.None;
                _points.Describe(point, has || settings.Listed[i] ? settings.Names[i] : "", "°C");
                _points.SetStaleAfter(point, has ? StaleRounds * settings.PeriodSeconds[i] * 1000 + StaleMarginMs : 0);
                _dueAtMs[i] = has ? 0 : Never;
                _writes[i] = 0;
                if (settings.Ids[i] == before.Ids[i]) continue;
                _judge.Forget(i);
                _points.Forget(point);
                _missesInRow[i] = 0;
                _misses[i] = 0;
                _values[i] = 0;
                _reasons[i] = (byte)MissReason.None;
            }
        }

        private long BeginRound(long nowMs)
        {
            long earliestMs = Never;
            int longestMs = 0;
            for (int i = 0; i < TemperatureSettings.Count; i++)
            {
                if (_dueAtMs[i] < earliestMs) earliestMs = _dueAtMs[i];
                _inRound[i] = _dueAtMs[i] <= nowMs;
                if (_inRound[i] && ConversionMs(i) > longestMs) longestMs = ConversionMs(i);
            }

            if (earliestMs > nowMs) return earliestMs;
            // Everything in a round counts its period from here, so that sensors of one period stay together.
            _roundAtMs = nowMs;
            if (!_line.ConvertAll())
            {
                for (int i = 0; i < TemperatureSettings.Count; i++)
                {
                    if (_inRound[i]) Miss(i, LineReason());
                }

                return nowMs;
            }

            _phase = Phase.Measuring;
            _readyAtMs = nowMs + longestMs;
            return _readyAtMs;
        }

        // A sensor that has not confirmed its resolution may still measure with the longest.
        private int ConversionMs(int index)
        {
            bool isSure = _reasons[index] == (byte)MissReason.None && _values[index] > 0 && _writes[index] == 0;
            return Scratchpad.ConversionMs(isSure && RomId.Family(_settings.Ids[index]) != SensorFamily.Ds18s20 ? _settings.ResolutionBits[index] : Scratchpad.MaxResolutionBits);
        }

        private void Next(int after)
        {
            for (_index = after + 1; _index < TemperatureSettings.Count; _index++)
            {
                if (!_inRound[_index]) continue;
                _reads = 0;
                _judge.Begin();
                return;
            }

            _phase = Phase.Resting;
        }

        private void ReadOne(long nowMs)
        {
            if (_index >= TemperatureSettings.Count)
            {
                _phase = Phase.Resting;
                return;
            }

            long id = _settings.Ids[_index];
            int family = RomId.Family(id);
            _reads++;
            MissReason reason;
            ReadingVerdict verdict = ReadingVerdict.ReadAgain;
            if (_line.ReadScratchpad(id, _pad))
            {
                verdict = _judge.Look(_index, _pad, family, WantedBits(family), nowMs);
                reason = _judge.Reason;
            }
            else
            {
                reason = LineReason();
            }

            if (verdict == ReadingVerdict.ReadAgain && _reads < MostReads(reason)) return;
            if (verdict == ReadingVerdict.Believed) Take(_index, nowMs);
            else Miss(_index, reason);
            if (reason == MissReason.Restarted && _line.WriteResolution(id, _pad, _settings.ResolutionBits[_index])) _writes[_index]++;
            Next(_index);
        }

        // 0: any. Some copies have one resolution only: after a few attempts they may keep it.
        private int WantedBits(int family) => family == SensorFamily.Ds18s20 || _writes[_index] >= MaxWrites ? 0 : _settings.ResolutionBits[_index];

        private int MostReads(MissReason reason)
        {
            if (reason != MissReason.NoAnswer && reason != MissReason.NobodyThere) return MaxReads;
            return _missesInRow[_index] >= MissesToFail ? 1 : MaxReadsOfAbsent;
        }

        private void Take(int index, long nowMs)
        {
            _points.Set(PointId.FirstSensor + index, _judge.Milli + _settings.OffsetMilli[index], nowMs);
            _missesInRow[index] = 0;
            if (_writes[index] < MaxWrites) _writes[index] = 0;
            _values[index]++;
            _reasons[index] = (byte)MissReason.None;
            _dueAtMs[index] = _roundAtMs + _settings.PeriodSeconds[index] * 1000;
        }

        private void Miss(int index, MissReason reason)
        {
            _misses[index]++;
            _reasons[index] = (byte)reason;
            if (_missesInRow[index] < MissesToFail) _missesInRow[index]++;
            int periodMs = _settings.PeriodSeconds[index] * 1000;
            // What only waits for its second measurement should not wait for a minute, and what is gone should not take the bus from the others.
            if (reason == MissReason.Jump || reason == MissReason.Restarted) periodMs = ConfirmMs;
            if (_missesInRow[index] >= MissesToFail)
            {
                _points.Fail(PointId.FirstSensor + index);
                if (reason != MissReason.Jump) _judge.Forget(index);
                if (periodMs < FailedRetryMs && reason != MissReason.Jump && reason != MissReason.Restarted) periodMs = FailedRetryMs;
            }

            _dueAtMs[index] = _roundAtMs + periodMs;
        }

        private MissReason LineReason() => _line.WasNobody ? MissReason.NobodyThere : MissReason.LineFault;
    }
}
