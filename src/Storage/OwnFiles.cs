// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>Every file that the firmware keeps in flash. A new one is a name here, or a factory reset leaves it behind.</summary>
    public static class OwnFiles
    {
        /// <summary>The journal of totals: the one thing that a factory reset may spare.</summary>
        public const string TotalsA = "totals-a";
        public const string TotalsB = "totals-b";
        public const string TotalsC = "totals-c";

        /// <summary>Random name of this file system, made once.</summary>
        public const string StoreId = "store-id";

        /// <summary>Warnings and errors that outlive a restart.</summary>
        public const string DiaryA = "diary-a";
        public const string DiaryB = "diary-b";

        /// <summary>Two slots of the self-test, "-a" and "-b", gone when it is over.</summary>
        public const string SelfTest = "selftest";

        /// <summary>The factory's record, "-a" and "-b": the one thing that no reset erases.</summary>
        public const string Factory = "factory";

        /// <summary>Samples that wait for the broker: "-0" … "-8", "-mark-a", "-mark-b".</summary>
        public const string Samples = "mqtt";

        /// <summary>What was announced to Home Assistant.</summary>
        public const string Announced = "mqtt-announced";

        /// <summary>A factory reset has been asked for and is not finished.</summary>
        public const string ResetAsked = "reset-asked";

        private const string Waiting = Samples + "-0|" + Samples + "-1|" + Samples + "-2|" + Samples + "-3|" + Samples + "-4|" + Samples + "-5|" + Samples + "-6|" + Samples + "-7|" + Samples + "-8|"
            + Samples + "-mark-a|" + Samples + "-mark-b";

        // Settings first: whoever cuts the power in the middle must not keep a device with the old passwords.
        private const string Erased = "settings-a|settings-b|outputs-a|outputs-b|network-a|network-b|" + DiaryA + "|" + DiaryB + "|" + StoreId + "|" + SelfTest + "-a|" + SelfTest + "-b|" + Waiting + "|" + Announced + "|" + TotalsA + "|" + TotalsB + "|" + TotalsC;
        private const int TotalsCount = 3;

        /// <summary>What a factory reset deletes, in this order.</summary>
        public static int ErasedCount(bool keepTotals) => WordList.Count(Erased) - (keepTotals ? TotalsCount : 0);

        public static string ErasedName(int index) => WordList.At(Erased, index);

        internal static string TotalsSlot(int slot) => slot == 0 ? TotalsA : slot == 1 ? TotalsB : TotalsC;
    }
}
