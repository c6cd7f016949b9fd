// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Step two, in the words of the page: save identifier at position. A replaced sensor takes the same two steps.</summary>
    internal sealed class SensorCommand : ConsoleCommand
    {
        private const int Positions = 8;

        private readonly FoundSensor _found;
        private readonly SettingsFault _fault = new SettingsFault();

        /// <param name="found">What "sensors next" has found last.</param>
        public SensorCommand(FoundSensor found)
            : base("sensor", "save 1..8 [ID] | sensor free 1..8", "save identifier at position: the one read last, or ID; free: no sensor there")
        {
            _found = found;
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            string what = words.Next();
            if ((what != "save" && what != "free") || !words.TryNumber(1, Positions, out int position)) return Misused(answer);
            string id = words.Next();
            if (!words.AtEnd || (what == "free" && id.Length > 0)) return Misused(answer);
            if (what == "save" && id.Length == 0)
            {
                id = _found.IdText;
                if (id == null) return Line(answer, "no identifier has been read: sensors next reads that of the connected sensor");
            }

            SaveOutcome outcome = controller.SensorDesk.Save(position, id, _fault);
            if (outcome != SaveOutcome.Refused) return Line(answer, SettingsText.Of(outcome));
            answer.Append("refused: ");
            answer.Append(_fault.Key);
            answer.Append(" ");
            return Line(answer, _fault.Message);
        }
    }
}
