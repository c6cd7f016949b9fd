// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;

namespace Wattwarden.Controller
{
    /// <summary>Puts conditions into words: how they stand, and what would turn them.</summary>
    internal sealed class ExplanationConditions
    {
        private readonly Sentence _say;
        private readonly PointTable _points;
        private readonly EventTable _events;
        private readonly EventSnapshot _live;
        private readonly long _nowMs;

        public ExplanationConditions(Sentence sentence, PointTable points, EventTable events, EventSnapshot live, long nowMs)
        {
            _say = sentence;
            _points = points;
            _events = events;
            _live = live;
            _nowMs = nowMs;
        }

        /// <summary>A and B together, without C.</summary>
        public Truth Pair(int index) => Kleene.Combine(_events.Logic(index), _live.Condition(index, EventTable.A), _live.Condition(index, EventTable.B));

        /// <summary>"Grid power -2310 W".</summary>
        public void Value(int point, long milli)
        {
            if (point == PointId.Weekday)
            {
                int day = (int)(milli / 1000) - 1;
                if (day >= 0 && day < RuleWords.DayCount) _say.Days(1 << day);
                else _say.Say(Phrases.TheDay);
                return;
            }

            _say.Begin(PointId.IsState(point) ? Phrases.StateIs : Phrases.Value);
            Name(point);
            Amount(point, Shown(point, milli));
            _say.End();
        }

        /// <summary>"Grid power has had no reading for 41 s".</summary>
        public void Missing(int point)
        {
            if (point == PointId.Time || point == PointId.Weekday)
            {
                _say.Say(Phrases.NoTime);
                return;
            }

            long ageMs = _points.AgeMs(point, _nowMs);
            bool dead = false;
            if (_points.IsGood(point))
            {
                _say.Begin(Phrases.ReadAgain);
            }
            else if (PointId.IsEvent(point) || PointId.IsOutput(point))
            {
                _say.Begin(Phrases.NotKnown);
            }
            else
            {
                dead = ageMs >= 0;
                _say.Begin(dead ? Phrases.NoReading : Phrases.NotReadYet);
            }

            Name(point);
            if (dead) _say.Duration(ageMs);
            _say.End();
        }

        /// <summary>"Grid power -2310 W &lt; -2000 W and DS1 58.2 °C &lt; 65 °C".</summary>
        public void Describe(int index)
        {
            bool both = _events.Logic(index) != Logic.OnlyA;
            if (both) _say.Begin(Phrases.And);
            DescribeOne(index, EventTable.A);
            if (!both) return;
            DescribeOne(index, EventTable.B);
            _say.End();
        }

        /// <summary>What has to happen so that (A operator B) turns: "Grid power reaches -1900 W or DS1 reaches 68 °C".</summary>
        public void Turn(int index, bool met)
        {
            Logic logic = _events.Logic(index);
            if (logic == Logic.OnlyA)
            {
                TurnOne(index, EventTable.A);
                return;
            }

            // Either one is enough, or every condition that stands in the way has to turn.
            bool anyOne = logic == Logic.Xor || met == (logic == Logic.And || logic == Logic.Nor);
            bool blocking = logic == Logic.Or || logic == Logic.Nor;
            bool first = anyOne || InTheWay(index, EventTable.A, blocking);
            bool second = anyOne || InTheWay(index, EventTable.B, blocking);
            if (first && second) _say.Begin(anyOne ? Phrases.Or : Phrases.And);
            if (first) TurnOne(index, EventTable.A);
            if (second) TurnOne(index, EventTable.B);
            if (first && second) _say.End();
        }

        private bool InTheWay(int index, int condition, bool blocking)
        {
            Truth truth = _live.Condition(index, condition);
            return truth == Truth.Unknown || truth == Truth.True == blocking;
        }

        private void DescribeOne(int index, int condition)
        {
            int source = _events.Source(index, condition);
            Truth truth = _live.Condition(index, condition);
            if (truth == Truth.Unknown)
            {
                Missing(source);
                return;
            }

            long milli = _points.Milli(source);
            if (PointId.IsState(source))
            {
                Value(source, milli);
                return;
            }

            bool met = truth == Truth.True;
            long threshold = _events.ThresholdMilli(index, condition);
            long hysteresis = _events.HysteresisMilli(index, condition);
            switch (_events.Comparison(index, condition))
            {
                case Comparison.AtLeast:
                    // A condition that only its hysteresis still holds is told as that, because the plain comparison would look wrong.
                    if (met && milli < threshold) Against(Phrases.NotYetBelow, source, milli, threshold - hysteresis);
                    else Against(met ? Phrases.AtLeast : Phrases.NotAtLeast, source, milli, threshold);
                    break;
                case Comparison.Below:
                    if (met && milli >= threshold) Against(Phrases.NotYet, source, milli, threshold + hysteresis);
                    else Against(met ? Phrases.Below : Phrases.NotBelow, source, milli, threshold);
                    break;
                case Comparison.Equal:
                    Against(met ? Phrases.Equal : Phrases.NotEqual, source, milli, threshold);
                    break;
                default:
                    _say.Begin(met ? Phrases.Within : Phrases.NotWithin);
                    Value(source, milli);
                    Window(index, condition);
                    _say.End();
                    break;
            }
        }

        private void Against(string phrase, int source, long milli, long limit)
        {
            _say.Begin(phrase);
            Value(source, milli);
            Amount(source, limit);
            _say.End();
        }

        private void TurnOne(int index, int condition)
        {
            int source = _events.Source(index, condition);
            Truth truth = _live.Condition(index, condition);
            Comparison comparison = _events.Comparison(index, condition);
            bool met = truth == Truth.True;
            long threshold = _events.ThresholdMilli(index, condition);
            long hysteresis = _events.HysteresisMilli(index, condition);
            if (comparison == Comparison.Within) TurnWindow(index, condition, source, met);
            else if (truth == Truth.Unknown) Of(Phrases.KnownAgain, source);
            else if (comparison == Comparison.AtLeast) Edge(met ? Phrases.FallsBelow : Phrases.Reaches, source, met ? threshold - hysteresis : threshold);
            else if (comparison == Comparison.Below) Edge(met ? Phrases.Reaches : Phrases.FallsBelow, source, met ? threshold + hysteresis : threshold);
            else if (PointId.IsState(source)) Of(met == (threshold != 0) ? Phrases.TurnsOff : Phrases.TurnsOn, source);
            else Edge(met ? Phrases.Leaves : Phrases.Becomes, source, threshold);
        }

        private void TurnWindow(int index, int condition, int source, bool met)
        {
            if (source == PointId.Weekday)
            {
                _say.Begin(met ? Phrases.DayNoneOf : Phrases.DayOneOf);
                Window(index, condition);
            }
            else
            {
                _say.Begin(Phrases.ItIs);
                _say.Name(DayWindow.FormatMoment(met ? _events.ToSeconds(index, condition) : _events.FromSeconds(index, condition)));
            }

            _say.End();
        }

        private void Edge(string phrase, int source, long milli)
        {
            _say.Begin(phrase);
            Name(source);
            Amount(source, milli);
            _say.End();
        }

        private void Of(string phrase, int source)
        {
            _say.Begin(phrase);
            Name(source);
            _say.End();
        }

        private void Window(int index, int condition)
        {
            if (_events.Source(index, condition) == PointId.Weekday) _say.Days(_events.Days(index, condition));
            else _say.Name(DayWindow.Format(_events.FromSeconds(index, condition), _events.ToSeconds(index, condition)));
        }

        private void Name(int point)
        {
            string name = _points.Name(point);
            _say.Name(name.Length == 0 ? PointId.Format(point) : name);
        }

        // From 100 W on whole watts are enough. Rounded down, so that a value stays on its side of a threshold in whole watts.
        private long Shown(int point, long milli)
        {
            string unit = _points.Unit(point);
            bool isPower = unit == "W" || unit == "VA" || unit == "var";
            if (!isPower || (milli > -100000 && milli < 100000)) return milli;
            long rest = milli % 1000;
            return milli - (rest < 0 ? rest + 1000 : rest);
        }

        private void Amount(int point, long milli)
        {
            if (PointId.IsState(point)) _say.Say(milli == 0 ? Phrases.Off : Phrases.On);
            else if (point == PointId.Time) _say.Name(DayWindow.FormatMoment((int)(milli / 60000) * 60));
            else _say.Amount(milli, _points.Unit(point));
        }
    }
}
