// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// Stores a section of the settings, or one key of it: "set time {…}", "set time.zone CET-1CEST,M3.5.0,M10.5.0/3". A value that is not JSON is
    /// taken as text.
    /// </summary>
    internal sealed class SetCommand : ConsoleCommand
    {
        private readonly SettingsFault _fault = new SettingsFault();

        public SetCommand()
            : base("set", "SECTION[.KEY] VALUE", "changes the settings; VALUE is JSON or a text")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            string target = words.Next();
            if (target.Length == 0 || words.AtEnd) return Misused(answer);
            int dot = target.IndexOf('.');
            string name = dot < 0 ? target : target.Substring(0, dot);
            ISettingsSection section = controller.FindSection(name);
            if (section == null) return Line(answer, "there is no section \"" + name + "\"; get lists them");
            var reader = new JsonReader();
            if (dot < 0)
            {
                reader.Reset(words.Bytes, words.RestAt, words.End - words.RestAt);
                return Store(controller, section, reader, answer);
            }

            TextBuffer document = SectionEdit.With(section, target.Substring(dot + 1), words);
            if (document == null) return Line(answer, "this section is a list; give the whole section, as get shows it");
            reader.Reset(document.Bytes, 0, document.Length);
            return Store(controller, section, reader, answer);
        }

        private bool Store(EnergyController controller, ISettingsSection section, JsonReader reader, TextBuffer answer)
        {
            SaveOutcome outcome = controller.Store.Put(section, reader, _fault);
            if (outcome != SaveOutcome.Refused) return Line(answer, SettingsText.Of(outcome));
            answer.Append("refused: ");
            answer.Append(_fault.Section);
            if (_fault.Key.Length > 0) answer.Append(".");
            answer.Append(_fault.Key);
            answer.Append(" ");
            return Line(answer, _fault.Message);
        }
    }
}
