// SPDX-License-Identifier: MIT
namespace Wattwarden.Settings
{
    /// <summary>The words for outcomes, the same on the page, in MQTT and on the console.</summary>
    public static class SettingsText
    {
        public static string Of(LoadOutcome outcome)
        {
            switch (outcome)
            {
                case LoadOutcome.Loaded: return "loaded";
                case LoadOutcome.LoadedOlder: return "loaded; one of the two copies is damaged (a save was interrupted)";
                case LoadOutcome.LoadedOlderRefused: return "the newest settings were refused, the ones before them are in effect";
                case LoadOutcome.Defaults: return "factory settings; nothing has been saved yet";
                case LoadOutcome.DefaultsDamaged: return "factory settings; both saved copies are damaged";
                case LoadOutcome.DefaultsRefused: return "factory settings; the saved ones were refused";
                default: return "not loaded";
            }
        }

        public static string Of(SaveOutcome outcome)
        {
            switch (outcome)
            {
                case SaveOutcome.Saved: return "saved";
                case SaveOutcome.Refused: return "the settings were refused";
                case SaveOutcome.TooLarge: return "the settings are too large to be stored";
                case SaveOutcome.Busy: return "an earlier change is not in effect yet, try again in a moment";
                case SaveOutcome.FlashRefused: return "flash memory did not take the settings";
                default: return "flash memory gave back other settings than were written";
            }
        }
    }
}
