// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;

namespace Wattwarden.Controller
{
    /// <summary>Says of an event whether it is met, on which values, and what would change that.</summary>
    internal sealed class ExplanationEvents
    {
        private readonly Sentence _say;
        private readonly EventTable _events;
        private readonly EventSnapshot _live;
        private readonly ExplanationConditions _conditions;
        private readonly long _nowMs;

        public ExplanationEvents(Sentence sentence, PointTable points, EventTable events, EventSnapshot live, long nowMs)
        {
            _say = sentence;
            _events = events;
            _live = live;
            _nowMs = nowMs;
            _conditions = new ExplanationConditions(sentence, points, events, live, nowMs);
        }

        public void Name(int index)
        {
            if (!IsThere(index))
            {
                _say.Say(Phrases.EventGone);
                return;
            }

            _say.Begin(Phrases.Event);
            _say.Name(_events.Name(index));
            _say.End();
        }

        public void Value(int point, long milli) => _conditions.Value(point, milli);

        /// <summary>"event 'X' cannot be decided, Grid power has had no reading for 41 s".</summary>
        public void Undecided(int index)
        {
            if (!IsThere(index) || !_live.Unknown(index))
            {
                Of(Phrases.CouldNot, index);
                return;
            }

            int conditions = _events.Logic(index) == Logic.OnlyA ? 1 : 2;
            int third = _events.ConditionC(index);
            bool thirdToo = third != EventTable.None && _live.State(third) == Truth.Unknown;
            int missing = 0;
            for (int i = 0; i < conditions; i++) missing += _live.Condition(index, i) == Truth.Unknown ? 1 : 0;
            if (thirdToo) _say.Begin(Phrases.NorCan);
            for (int i = 0; i < missing; i++) _say.Begin(Phrases.List);
            Of(Phrases.Cannot, index);
            for (int i = 0; i < conditions; i++)
            {
                if (_live.Condition(index, i) != Truth.Unknown) continue;
                _conditions.Missing(_events.Source(index, i));
                _say.End();
            }

            if (!thirdToo) return;
            Name(third);
            _say.End();
        }

        /// <summary>Why the event's verdict is the wanted state, and what would turn it.</summary>
        public void Held(int index, bool wanted)
        {
            if (!IsThere(index))
            {
                Name(index);
                return;
            }

            bool active = _live.Active(index);
            bool waits = _live.DueMs(index) != EventSnapshot.Never;
            _say.Begin(wanted ? Phrases.GoesOff : Phrases.GoesOn);
            if (waits)
            {
                _say.Begin(_live.Result(index) == Truth.True ? Phrases.MetFor : Phrases.NotMetFor);
                Name(index);
                _say.Duration(_nowMs - _live.ResultSinceMs(index));
                _say.End();
                _say.Begin(Phrases.In);
                _say.Duration(_live.DueMs(index) - _nowMs);
                _say.End();
            }
            else
            {
                _say.Begin(active ? Phrases.Met : Phrases.NotMet);
                Name(index);
                _conditions.Describe(index);
                _say.End();
                When(index, active);
            }

            _say.End();
        }

        private void When(int index, bool active)
        {
            int delayMs = active ? _events.OffDelayMs(index) : _events.OnDelayMs(index);
            _say.Begin(delayMs == 0 ? Phrases.When : Phrases.After);
            if (delayMs != 0) _say.Amount(delayMs, "s");
            Turn(index, active);
            _say.End();
        }

        private void Turn(int index, bool met)
        {
            int third = _events.ConditionC(index);
            bool pairMet = _conditions.Pair(index) == Truth.True;
            bool pairTurns = met || !pairMet;
            bool thirdTurns = third != EventTable.None && (met || _live.State(third) != Truth.True);
            if (pairTurns && thirdTurns) _say.Begin(met ? Phrases.Or : Phrases.And);
            if (pairTurns) _conditions.Turn(index, pairMet);
            if (thirdTurns) Of(met ? Phrases.NoLongerMet : Phrases.IsMet, third);
            if (pairTurns && thirdTurns) _say.End();
        }

        private void Of(string phrase, int index)
        {
            _say.Begin(phrase);
            Name(index);
            _say.End();
        }

        private bool IsThere(int index) => index >= 0 && index < _events.Count && index < _live.Count;
    }
}
