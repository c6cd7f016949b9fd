// SPDX-License-Identifier: MIT
namespace Wattwarden.Storage
{
    /// <summary>The words for what was found in flash, the same on the page, in MQTT and on the console.</summary>
    public static class StorageText
    {
        public static string Of(StoreState state)
        {
            switch (state)
            {
                case StoreState.Known: return "the file system of the last start";
                case StoreState.Empty: return "empty: a new device, or its file system was formatted; factory settings and totals from zero";
                case StoreState.SettingsGone: return "the saved settings are gone, though other files are still there; factory settings";
                case StoreState.FactoryReset: return "reset to the factory settings";
                case StoreState.ResetStuck: return "a reset to the factory settings was asked for, but flash memory does not delete the files";
                default: return "not checked";
            }
        }

        public static string Of(TotalsOutcome outcome)
        {
            switch (outcome)
            {
                case TotalsOutcome.Fresh: return "nothing stored yet";
                case TotalsOutcome.Loaded: return "loaded";
                case TotalsOutcome.LoadedOlder: return "loaded; one record is damaged (power went while it was written)";
                case TotalsOutcome.AllDamaged: return "all records are damaged; totals from zero";
                default: return "not loaded";
            }
        }
    }
}
