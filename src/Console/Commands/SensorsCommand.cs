// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Step one of a sensor's way to its position, in the words of the page: read the identifier of the connected sensor, each time the next.</summary>
    internal sealed class SensorsCommand : ConsoleCommand
    {
        // A round of eight sensors, a search, a measurement and its reading, with room.
        private const int PatienceMs = 8000;

        private readonly FoundSensor _found;
        private readonly SensorState _state = new SensorState();
        private long _untilMs;

        /// <param name="found">Where the answer is kept for "sensor save".</param>
        public SensorsCommand(FoundSensor found)
            : base("sensors", "[next]", "lists positions; next: read identifier of the connected sensor, each time the next one")
        {
            _found = found;
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            if (words.AtEnd) return List(controller, answer, nowMs);
            if (words.Next() != "next" || !words.AtEnd) return Misused(answer);
            _untilMs = nowMs + PatienceMs;
            controller.SensorDesk.AskNext(null);
            return false;
        }

        public override bool Continue(EnergyController controller, TextBuffer answer, long nowMs)
        {
            controller.SensorDesk.TakeAnswer(_found);
            if (_found.State == FinderState.Searching && nowMs < _untilMs) return false;
            _found.Describe(answer);
            return Line(answer);
        }

        private bool List(EnergyController controller, TextBuffer answer, long nowMs)
        {
            for (int position = 1; position <= PointId.SensorCount; position++)
            {
                controller.SensorDesk.CopyTo(_state, position, nowMs);
                answer.Append("DS");
                answer.Append(position);
                answer.Append(": ");
                Describe(answer);
                Line(answer);
            }

            return true;
        }

        private void Describe(TextBuffer answer)
        {
            if (_state.IdText == null)
            {
                answer.Append("free");
                return;
            }

            answer.Append(_state.IdText);
            answer.Append(" ");
            answer.Append(_state.Name);
            if (_state.Quality == Quality.Good)
            {
                answer.Append(", ");
                answer.AppendMilli(_state.Milli);
                answer.Append(" °C");
            }
            else if (_state.ReasonText != null)
            {
                answer.Append(", ");
                answer.Append(_state.ReasonText);
            }
        }
    }
}
