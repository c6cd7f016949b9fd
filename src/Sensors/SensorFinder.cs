// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Ports;

namespace Wattwarden.Sensors
{
    /// <summary>
    /// "Read identifier of the connected sensor": each time the next device on the bus, with its temperature when it is a thermometer, so that
    /// people can tell sensors apart by hand warmth. A few time slots in each step.
    /// </summary>
    internal sealed class SensorFinder
    {
        private const int MaxReads = 4;
        private const int Guest = 0;

        private readonly OneWireLine _line;
        private readonly RomSearch _search;
        private readonly ReadingJudge _judge = new ReadingJudge(1);
        private readonly byte[] _pad = new byte[Scratchpad.Length];
        private ISignal _done;
        private bool _measuring;
        private long _readyAtMs;
        private int _reads;

        public SensorFinder(OneWireLine line, IOneWireBus bus)
        {
            _line = line;
            _search = new RomSearch(bus);
        }

        public FinderState State { get; private set; }

        public bool IsBusy => State == FinderState.Searching;

        public long Id => _search.Id;

        public bool Wrapped => _search.Wrapped;

        public bool HasTemperature { get; private set; }

        public int Milli { get; private set; }

        /// <summary>Asks for the next device; done (may be null) is set when the answer is there. An answer that nobody took yet is the answer.</summary>
        public void Ask(ISignal done)
        {
            _done = done;
            if (IsBusy) return;
            if (State == FinderState.Idle)
            {
                HasTemperature = false;
                _measuring = false;
                _search.Next();
                State = FinderState.Searching;
                return;
            }

            End(State);
        }

        /// <summary>The answer has been taken: the next question is for the next device.</summary>
        public void Take()
        {
            if (!IsBusy) State = FinderState.Idle;
        }

        /// <summary>Goes on. Returns when to be called again.</summary>
        public long Step(long nowMs)
        {
            if (_measuring) return Measure(nowMs);
            switch (_search.Step())
            {
                case SearchStatus.Found:
                    BeginMeasuring(nowMs);
                    break;
                case SearchStatus.Nobody:
                    End(FinderState.NobodyThere);
                    break;
                case SearchStatus.LineFault:
                    End(FinderState.LineFault);
                    break;
            }

            return _measuring ? _readyAtMs : nowMs;
        }

        private void BeginMeasuring(long nowMs)
        {
            _measuring = SensorFamily.IsThermometer(RomId.Family(Id)) && _line.ConvertAll();
            if (!_measuring) End(FinderState.Found);
            _readyAtMs = nowMs + Scratchpad.ConversionMs(Scratchpad.MaxResolutionBits);
            _reads = 0;
            _judge.Forget(Guest);
            _judge.Begin();
        }

        // A first value is one that jumps from nothing; here it is enough that it was read twice and is not the power-on value.
        private long Measure(long nowMs)
        {
            if (nowMs < _readyAtMs) return _readyAtMs;
            int family = RomId.Family(Id);
            bool isRead = _line.ReadScratchpad(Id, _pad);
            ReadingVerdict verdict = isRead ? _judge.Look(Guest, _pad, family, 0, nowMs) : ReadingVerdict.ReadAgain;
            if (verdict == ReadingVerdict.ReadAgain && ++_reads < MaxReads) return nowMs;
            HasTemperature = verdict == ReadingVerdict.Refused && _judge.Reason == MissReason.Jump;
            if (HasTemperature) Milli = Scratchpad.Milli(_pad, family);
            End(FinderState.Found);
            return nowMs;
        }

        private void End(FinderState state)
        {
            State = state;
            if (_done != null) _done.Set();
            _done = null;
        }
    }
}
