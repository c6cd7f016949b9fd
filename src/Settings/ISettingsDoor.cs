// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Settings
{
    /// <summary>The one way by which an edge changes a section: check, store; the loop puts it in effect.</summary>
    public interface ISettingsDoor
    {
        /// <summary>
        /// Takes the section's value from a document that holds nothing else (the body of a PUT); the reader stands before its first token.
        /// Anything but Saved: nothing has changed, and with Refused the fault names key and reason. Any thread.
        /// </summary>
        SaveOutcome Put(ISettingsSection section, JsonReader reader, SettingsFault fault);

        /// <summary>Waits, within reason, until what was stored is in effect: who asks next gets what he has just changed. Any thread but the loop's.</summary>
        void Settle();
    }
}
