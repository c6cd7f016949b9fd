// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>
    /// One sentence for each output: who switched it, on which values, since when, what would change it. For people, from
    /// snapshots; not on the control path.
    /// </summary>
    public sealed class Explanation
    {
        private readonly Sentence _say;
        private readonly int _output;
        private readonly OutputSnapshot _outputs;
        private readonly ExplanationEvents _about;
        private readonly long _nowMs;

        private Explanation(Sentence sentence, int output, OutputSnapshot outputs, ExplanationEvents about, long nowMs)
        {
            _say = sentence;
            _output = output;
            _outputs = outputs;
            _about = about;
            _nowMs = nowMs;
        }

        /// <summary>Appends the sentence in English.</summary>
        public static void Why(TextBuffer text, int output, OutputSnapshot outputs, PointTable points, EventTable events, EventSnapshot live, long nowMs) =>
            Why(new SpokenSentence(text), output, outputs, points, events, live, nowMs);

        /// <summary>Says the sentence. Events and live may be newer than the outputs' snapshot; then it says so of events that are gone.</summary>
        public static void Why(Sentence sentence, int output, OutputSnapshot outputs, PointTable points, EventTable events, EventSnapshot live, long nowMs)
        {
            if (!outputs.IsFitted(output))
            {
                sentence.Say(Phrases.NotFitted);
                return;
            }

            var about = new ExplanationEvents(sentence, points, events, live, nowMs);
            new Explanation(sentence, output, outputs, about, nowMs).Whole();
        }

        private void Whole()
        {
            bool waits = _outputs.Pending(_output);
            _say.Begin(_outputs.Fault(_output) ? Phrases.Fault : Phrases.Stop);
            if (waits) _say.Begin(_outputs.Wanted(_output) ? Phrases.WaitsOn : Phrases.WaitsOff);
            if (_outputs.Cause(_output) == Cause.Manual) Manual();
            else Because();
            if (waits)
            {
                _say.Duration(_outputs.PendingUntilMs(_output) - _nowMs);
                _say.End();
            }

            _say.End();
        }

        private void Because()
        {
            bool on = _outputs.On(_output);
            bool atSafe = (_outputs.Cause(_output) == Cause.DeadData || _outputs.Cause(_output) == Cause.Safety) && on == _outputs.Settings.SafeOn(_output);
            _say.Begin(Phrases.Because);
            if (on) _say.Begin(atSafe ? Phrases.OnSafe : Phrases.OnFor);
            else _say.Begin(atSafe ? Phrases.OffSafe : Phrases.OffFor);
            _say.Duration(_nowMs - _outputs.SinceMs(_output));
            _say.End();
            Reason();
            _say.End();
        }

        private void Reason()
        {
            switch (_outputs.Cause(_output))
            {
                case Cause.Safety:
                    _say.Say(ExplanationWords.Safety((SafetyReason)_outputs.SafetyReason));
                    break;
                case Cause.DeadData:
                    bool stays = _outputs.Held(_output) == HeldState.NotHeld;
                    if (stays) _say.Begin(Phrases.Stays);
                    _about.Undecided(_outputs.EventIndex(_output));
                    if (stays) _say.End();
                    break;
                case Cause.HeldEvent:
                    if (_outputs.Held(_output) == HeldState.Unknown) Hold(_outputs.HeldBy(_output));
                    else _about.Held(_outputs.EventIndex(_output), _outputs.Wanted(_output));
                    break;
                default:
                    Latch();
                    break;
            }
        }

        private void Latch()
        {
            if (_outputs.Held(_output) == HeldState.Unknown)
            {
                Hold(_outputs.HeldBy(_output));
                return;
            }

            bool undecided = _outputs.Cause(_output) == Cause.EdgeEvent && _outputs.UnknownSinceMs(_output) != 0;
            _say.Begin(undecided ? Phrases.Now : Phrases.Stays);
            switch (_outputs.Cause(_output))
            {
                case Cause.EdgeEvent:
                    Edge();
                    if (undecided) Hold(_outputs.EventIndex(_output));
                    break;
                case Cause.Command:
                    _say.Say(ExplanationWords.By(_outputs.Origin(_output)));
                    break;
                default:
                    _say.Say(Phrases.AfterRestart);
                    break;
            }

            _say.End();
        }

        private void Edge()
        {
            DecisionRing ring = _outputs.Decisions;
            int row = ring.Count - 1;
            while (row >= 0 && (ring.Output(row) != _output || ring.Cause(row) != Cause.EdgeEvent)) row--;
            int values = row < 0 ? 0 : ring.ValueCount(row);
            _say.Begin(row < 0 ? Phrases.Switched : values == 0 ? Phrases.SwitchedAgo : Phrases.SwitchedOn);
            _about.Name(_outputs.EventIndex(_output));
            if (row >= 0) _say.Duration(_nowMs - ring.AtMs(row));
            if (values > 1) _say.Begin(Phrases.And);
            for (int i = 0; i < values; i++) _about.Value(ring.Point(row, i), ring.Milli(row, i));
            if (values > 1) _say.End();
            _say.End();
        }

        private void Hold(int eventIndex)
        {
            _say.Begin(_outputs.Settings.SafeOn(_output) ? Phrases.ToSafeOn : Phrases.ToSafeOff);
            _about.Undecided(eventIndex);
            _say.Duration(_outputs.UnknownSinceMs(_output) + _outputs.Settings.HoldMs(_output) - _nowMs);
            _say.End();
        }

        private void Manual()
        {
            _say.Begin(_outputs.On(_output) ? Phrases.OnByHand : Phrases.OffByHand);
            _say.Duration(_nowMs - _outputs.SinceMs(_output));
            _say.Duration(_outputs.ManualUntilMs(_output) - _nowMs);
            HeldState held = _outputs.Held(_output);
            if (held == HeldState.Unknown || (held == HeldState.NotHeld && _outputs.UnknownSinceMs(_output) != 0))
            {
                _say.Begin(_outputs.Settings.SafeOn(_output) ? Phrases.OnUnless : Phrases.OffUnless);
                _about.Name(held == HeldState.Unknown ? _outputs.HeldBy(_output) : _outputs.EventIndex(_output));
                _say.End();
            }
            else if (held != HeldState.NotHeld)
            {
                _say.Begin(Phrases.Decides);
                _about.Name(_outputs.HeldBy(_output));
                _say.End();
            }
            else
            {
                _say.Say(_outputs.Latch(_output) ? Phrases.OnBefore : Phrases.OffBefore);
            }

            _say.End();
        }
    }
}
