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
    public static class Explanation
    {
        /// <summary>Appends the sentence. Events and live may be newer than the outputs' snapshot; then it says so of events that are gone.</summary>
        public static void Why(
            TextBuffer text, int output, OutputSnapshot outputs, PointTable points, EventTable events, EventSnapshot live, long nowMs)
        {
            if (!outputs.IsFitted(output))
            {
                text.Append("Not fitted on this board.");
                return;
            }

            ExplanationEvents about = new ExplanationEvents(text, points, events, live, nowMs);
            bool atSafe = outputs.Cause(output) == Cause.DeadData || outputs.Cause(output) == Cause.Safety;
            text.Append(outputs.On(output) ? "On" : "Off");
            if (atSafe && outputs.On(output) == outputs.Settings.SafeOn(output)) text.Append(" (safe state)");
            if (outputs.Cause(output) == Cause.Manual) text.Append(" by hand");
            text.Append(" for ");
            ExplanationWords.Duration(text, nowMs - outputs.SinceMs(output));
            if (outputs.Cause(output) == Cause.Manual) Manual(text, output, outputs, about, nowMs);
            else Because(text, output, outputs, about, nowMs);
            Waiting(text, output, outputs, nowMs);
            text.Append('.');
            if (outputs.Fault(output)) text.Append(" The relay does not follow; it is told again every second.");
        }

        private static void Because(TextBuffer text, int output, OutputSnapshot outputs, ExplanationEvents about, long nowMs)
        {
            text.Append(": ");
            switch (outputs.Cause(output))
            {
                case Cause.Safety:
                    text.Append(ExplanationWords.Safety((SafetyReason)outputs.SafetyReason));
                    break;
                case Cause.DeadData:
                    about.Undecided(outputs.EventIndex(output));
                    if (outputs.Held(output) == HeldState.NotHeld) text.Append("; stays until an event or a command switches it");
                    break;
                case Cause.HeldEvent:
                    if (outputs.Held(output) == HeldState.Unknown) Hold(text, output, outputs, about, outputs.HeldBy(output), nowMs);
                    else about.Held(outputs.EventIndex(output), outputs.Wanted(output));
                    break;
                default:
                    Latch(text, output, outputs, about, nowMs);
                    break;
            }
        }

        private static void Latch(TextBuffer text, int output, OutputSnapshot outputs, ExplanationEvents about, long nowMs)
        {
            if (outputs.Held(output) == HeldState.Unknown)
            {
                Hold(text, output, outputs, about, outputs.HeldBy(output), nowMs);
                return;
            }

            switch (outputs.Cause(output))
            {
                case Cause.EdgeEvent:
                    Edge(text, output, outputs, about, nowMs);
                    if (outputs.UnknownSinceMs(output) == 0) break;
                    text.Append("; now ");
                    Hold(text, output, outputs, about, outputs.EventIndex(output), nowMs);
                    return;
                case Cause.Command:
                    text.Append("switched by hand");
                    ExplanationWords.Origin(text, outputs.Origin(output));
                    break;
                default:
                    text.Append("its state after a restart, nothing has switched it since");
                    break;
            }

            text.Append("; stays until an event or a command switches it");
        }

        private static void Edge(TextBuffer text, int output, OutputSnapshot outputs, ExplanationEvents about, long nowMs)
        {
            about.Name(outputs.EventIndex(output));
            text.Append(" switched it");
            DecisionRing ring = outputs.Decisions;
            for (int row = ring.Count - 1; row >= 0; row--)
            {
                if (ring.Output(row) != output || ring.Cause(row) != Cause.EdgeEvent) continue;
                text.Append(' ');
                ExplanationWords.Duration(text, nowMs - ring.AtMs(row));
                text.Append(" ago");
                for (int i = 0; i < ring.ValueCount(row); i++)
                {
                    text.Append(i == 0 ? " on " : " and ");
                    about.Value(ring.Point(row, i), ring.Milli(row, i));
                }

                return;
            }
        }

        private static void Hold(TextBuffer text, int output, OutputSnapshot outputs, ExplanationEvents about, int eventIndex, long nowMs)
        {
            about.Undecided(eventIndex);
            text.Append("; goes to its safe state (");
            text.Append(outputs.Settings.SafeOn(output) ? "on" : "off");
            text.Append(") in ");
            ExplanationWords.Duration(text, outputs.UnknownSinceMs(output) + outputs.Settings.HoldMs(output) - nowMs);
        }

        private static void Manual(TextBuffer text, int output, OutputSnapshot outputs, ExplanationEvents about, long nowMs)
        {
            text.Append(", ");
            ExplanationWords.Duration(text, outputs.ManualUntilMs(output) - nowMs);
            text.Append(" left; then ");
            if (outputs.Held(output) == HeldState.Unknown || (outputs.Held(output) == HeldState.NotHeld && outputs.UnknownSinceMs(output) != 0))
            {
                text.Append(outputs.Settings.SafeOn(output) ? "on (safe state) unless " : "off (safe state) unless ");
                about.Name(outputs.Held(output) == HeldState.Unknown ? outputs.HeldBy(output) : outputs.EventIndex(output));
                text.Append(" can be decided again");
            }
            else if (outputs.Held(output) != HeldState.NotHeld)
            {
                about.Name(outputs.HeldBy(output));
                text.Append(" decides");
            }
            else
            {
                text.Append(outputs.Latch(output) ? "on" : "off");
                text.Append(" as before");
            }
        }

        private static void Waiting(TextBuffer text, int output, OutputSnapshot outputs, long nowMs)
        {
            if (!outputs.Pending(output)) return;
            text.Append(outputs.Wanted(output) ? "; switches on in " : "; switches off in ");
            ExplanationWords.Duration(text, outputs.PendingUntilMs(output) - nowMs);
            text.Append(outputs.Wanted(output) ? ", when its minimum off time is over" : ", when its minimum on time is over");
        }
    }
}
