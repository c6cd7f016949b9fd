// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>Says of an event whether it is met, on which values, and what would change that.</summary>
    internal sealed class ExplanationEvents
    {
        private readonly TextBuffer _text;
        private readonly EventTable _events;
        private readonly EventSnapshot _live;
        private readonly ExplanationConditions _conditions;
        private readonly long _nowMs;

        public ExplanationEvents(TextBuffer text, PointTable points, EventTable events, EventSnapshot live, long nowMs)
        {
            _text = text;
            _events = events;
            _live = live;
            _nowMs = nowMs;
            _conditions = new ExplanationConditions(text, points, events, live, nowMs);
        }

        public void Name(int index)
        {
            if (!IsThere(index))
            {
                _text.Append("an event that is gone");
                return;
            }

            _text.Append("event '");
            _text.Append(_events.Name(index));
            _text.Append('\'');
        }

        public void Value(int point, long milli) => _conditions.Value(point, milli);

        /// <summary>"event 'X' cannot be decided, Grid power has had no reading for 41 s".</summary>
        public void Undecided(int index)
        {
            Name(index);
            if (!IsThere(index) || !_live.Unknown(index))
            {
                _text.Append(" could not be decided");
                return;
            }

            _text.Append(" cannot be decided");
            for (int i = 0; i < ConditionCount(index); i++)
            {
                if (_live.Condition(index, i) != Truth.Unknown) continue;
                _text.Append(", ");
                _conditions.Missing(_events.Source(index, i));
            }

            int third = _events.ConditionC(index);
            if (third == EventTable.None || _live.State(third) != Truth.Unknown) return;
            _text.Append(", nor can ");
            Name(third);
        }

        /// <summary>Why the event's verdict is the wanted state, and what would turn it.</summary>
        public void Held(int index, bool wanted)
        {
            Name(index);
            if (!IsThere(index)) return;
            bool active = _live.Active(index);
            bool result = _live.Result(index) == Truth.True;
            string turn = wanted ? "; goes off " : "; goes on ";
            if (_live.DueMs(index) != EventSnapshot.Never)
            {
                _text.Append(result ? " has been met for " : " has not been met for ");
                ExplanationWords.Duration(_text, _nowMs - _live.ResultSinceMs(index));
                _text.Append(turn);
                _text.Append("in ");
                ExplanationWords.Duration(_text, _live.DueMs(index) - _nowMs);
                return;
            }

            _text.Append(active ? " is met, " : " is not met, ");
            _conditions.Describe(index);
            _text.Append(turn);
            Delay(active ? _events.OffDelayMs(index) : _events.OnDelayMs(index));
            Turn(index, active);
        }

        private void Delay(int delayMs)
        {
            if (delayMs == 0)
            {
                _text.Append("when ");
                return;
            }

            _text.AppendMilli(delayMs);
            _text.Append(" s after ");
        }

        private void Turn(int index, bool met)
        {
            int third = _events.ConditionC(index);
            bool thirdMet = third == EventTable.None || _live.State(third) == Truth.True;
            bool pairMet = _conditions.Pair(index) == Truth.True;
            if (met || !pairMet) _conditions.Turn(index, pairMet);
            if (third == EventTable.None) return;
            if (met) _text.Append(" or ");
            else if (!pairMet && !thirdMet) _text.Append(" and ");
            else if (thirdMet) return;
            Name(third);
            _text.Append(met ? " is no longer met" : " is met");
        }

        private int ConditionCount(int index) => _events.Logic(index) == Logic.OnlyA ? 1 : 2;

        private bool IsThere(int index) => index >= 0 && index < _events.Count && index < _live.Count;
    }
}
