// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>Puts conditions into words: how they stand, and what would turn them.</summary>
    internal sealed class ExplanationConditions
    {
        private readonly TextBuffer _text;
        private readonly PointTable _points;
        private readonly EventTable _events;
        private readonly EventSnapshot _live;
        private readonly long _nowMs;

        public ExplanationConditions(TextBuffer text, PointTable points, EventTable events, EventSnapshot live, long nowMs)
        {
            _text = text;
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
                _text.Append(day >= 0 && day < RuleWords.DayCount ? RuleWords.OfDay(day) : "the day");
                return;
            }

            Name(point);
            _text.Append(PointId.IsState(point) ? " is " : " ");
            Amount(point, Shown(point, milli));
        }

        /// <summary>"Grid power has had no reading for 41 s".</summary>
        public void Missing(int point)
        {
            long ageMs = _points.AgeMs(point, _nowMs);
            if (point == PointId.Time || point == PointId.Weekday)
            {
                _text.Append("the time is not known");
                return;
            }

            Name(point);
            if (_points.IsGood(point))
            {
                _text.Append(" has just been read again");
            }
            else if (PointId.IsEvent(point) || PointId.IsOutput(point))
            {
                _text.Append(" is not known");
            }
            else if (ageMs < 0)
            {
                _text.Append(" has not been read yet");
            }
            else
            {
                _text.Append(" has had no reading for ");
                ExplanationWords.Duration(_text, ageMs);
            }
        }

        /// <summary>"Grid power -2310 W &lt; -2000 W and DS1 58.2 °C &lt; 65 °C".</summary>
        public void Describe(int index)
        {
            DescribeOne(index, EventTable.A);
            if (_events.Logic(index) == Logic.OnlyA) return;
            _text.Append(" and ");
            DescribeOne(index, EventTable.B);
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
            bool first = true;
            for (int i = 0; i < 2; i++)
            {
                Truth truth = _live.Condition(index, i);
                if (!anyOne && truth != Truth.Unknown && truth == Truth.True != blocking) continue;
                if (!first) _text.Append(anyOne ? " or " : " and ");
                first = false;
                TurnOne(index, i);
            }
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
            Value(source, milli);
            if (PointId.IsState(source)) return;
            long threshold = _events.ThresholdMilli(index, condition);
            bool met = truth == Truth.True;
            switch (_events.Comparison(index, condition))
            {
                case Comparison.AtLeast:
                    Against(source, met, milli >= threshold, " >= ", threshold, " not yet below ", threshold - _events.HysteresisMilli(index, condition));
                    break;
                case Comparison.Below:
                    Against(source, met, milli < threshold, " < ", threshold, " not yet ", threshold + _events.HysteresisMilli(index, condition));
                    break;
                case Comparison.Equal:
                    Against(source, met, true, " = ", threshold, "", threshold);
                    break;
                default:
                    _text.Append(met ? " is in " : " is not in ");
                    Window(index, condition);
                    break;
            }
        }

        /// <summary>A condition that only its hysteresis still holds is told as that, because the plain comparison would look wrong.</summary>
        private void Against(int source, bool met, bool plain, string sign, long threshold, string until, long edge)
        {
            if (met && !plain)
            {
                _text.Append(until);
                Amount(source, edge);
                return;
            }

            if (!met) _text.Append(" is not");
            _text.Append(sign);
            Amount(source, threshold);
        }

        private void TurnOne(int index, int condition)
        {
            int source = _events.Source(index, condition);
            Truth truth = _live.Condition(index, condition);
            Comparison comparison = _events.Comparison(index, condition);
            bool met = truth == Truth.True;
            if (comparison == Comparison.Within)
            {
                TurnWindow(index, condition, source, met);
                return;
            }

            Name(source);
            long threshold = _events.ThresholdMilli(index, condition);
            long hysteresis = _events.HysteresisMilli(index, condition);
            if (truth == Truth.Unknown)
            {
                _text.Append(" is known again");
            }
            else if (comparison == Comparison.Equal)
            {
                if (PointId.IsState(source)) _text.Append(met == (threshold != 0) ? " goes off" : " goes on");
                else Edge(source, met ? " leaves " : " is ", threshold);
            }
            else if (comparison == Comparison.AtLeast)
            {
                Edge(source, met ? " falls below " : " reaches ", met ? threshold - hysteresis : threshold);
            }
            else
            {
                Edge(source, met ? " reaches " : " falls below ", met ? threshold + hysteresis : threshold);
            }
        }

        private void TurnWindow(int index, int condition, int source, bool met)
        {
            if (source == PointId.Weekday)
            {
                _text.Append(met ? "the day is none of " : "the day is one of ");
                Window(index, condition);
                return;
            }

            _text.Append("it is ");
            _text.Append(DayWindow.FormatMoment(met ? _events.ToSeconds(index, condition) : _events.FromSeconds(index, condition)));
        }

        private void Edge(int source, string verb, long milli)
        {
            _text.Append(verb);
            Amount(source, milli);
        }

        private void Window(int index, int condition)
        {
            if (_events.Source(index, condition) == PointId.Weekday) _text.Append(RuleWords.FormatDays(_events.Days(index, condition)));
            else _text.Append(DayWindow.Format(_events.FromSeconds(index, condition), _events.ToSeconds(index, condition)));
        }

        private void Name(int point)
        {
            string name = _points.Name(point);
            _text.Append(name.Length == 0 ? PointId.Format(point) : name);
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
            if (PointId.IsState(point))
            {
                _text.Append(milli == 0 ? "off" : "on");
                return;
            }

            if (point == PointId.Time)
            {
                _text.Append(DayWindow.FormatMoment((int)(milli / 60000) * 60));
                return;
            }

            _text.AppendMilli(milli);
            if (_points.Unit(point).Length == 0) return;
            _text.Append(' ');
            _text.Append(_points.Unit(point));
        }
    }
}
