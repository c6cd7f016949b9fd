// SPDX-License-Identifier: MIT
using Wattwarden.Sensors;

namespace Wattwarden.Controller
{
    /// <summary>Lists the devices on the 1-Wire bus: one search after the other until the first comes again.</summary>
    internal sealed class SelfTestSensors : SelfTestItem
    {
        private const int MaxDevices = 20;

        private readonly SensorDesk _desk;
        private readonly bool _hasBus;
        private readonly int _expected;
        private readonly FoundSensor _found = new FoundSensor();
        private readonly long[] _ids = new long[MaxDevices];
        private int _count;
        private bool _isAsked;
        private string _list = "";

        /// <param name="desk">The sensors.</param>
        /// <param name="hasBus">False: the board has no 1-Wire.</param>
        /// <param name="expected">So many are connected at least.</param>
        public SelfTestSensors(SensorDesk desk, bool hasBus, int expected)
            : base("1-wire")
        {
            _desk = desk;
            _hasBus = hasBus;
            _expected = expected;
        }

        internal override long Step(long nowMs)
        {
            if (!_hasBus) return End(_expected > 0 ? SelfTestOutcome.Failed : SelfTestOutcome.Skipped, SensorWords.Of(FinderState.NoBus));
            if (!_isAsked) _desk.AskNext(null);
            _isAsked = true;
            _desk.TakeAnswer(_found);
            if (_found.State == FinderState.Searching) return nowMs + LookMs;
            _isAsked = false;
            if (_found.State == FinderState.Found) return IsNew() ? nowMs : Sum();
            if (_found.State == FinderState.NobodyThere) return Sum();
            return End(SelfTestOutcome.Failed, SensorWords.Of(_found.State));
        }

        private bool IsNew()
        {
            for (int i = 0; i < _count; i++)
            {
                if (_ids[i] == _found.Id) return false;
            }

            if (_count == MaxDevices) return false;
            _ids[_count++] = _found.Id;
            _list += (_count > 1 ? ", " : ": ") + _found.IdText;
            return true;
        }

        private long Sum() =>
            End(_count >= _expected ? SelfTestOutcome.Passed : SelfTestOutcome.Failed, _count.ToString() + " of at least " + _expected.ToString() + _list);
    }
}
