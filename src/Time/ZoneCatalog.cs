// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Time
{
    /// <summary>Usual time zones by name, for a page to choose from. Rules of the tz database, release 2025b; a zone that is not here is set by its rule.</summary>
    public static class ZoneCatalog
    {
        private const string CentralEurope = "CET-1CEST,M3.5.0,M10.5.0/3";
        private const string EasternEurope = "EET-2EEST,M3.5.0/3,M10.5.0/4";
        private const string WesternEurope = "WET0WEST,M3.5.0/1,M10.5.0";

        // name|rule
        private const string Rows =
            "UTC|UTC0|" +
            "Africa/Johannesburg|SAST-2|" +
            "America/Chicago|CST6CDT,M3.2.0,M11.1.0|" +
            "America/Denver|MST7MDT,M3.2.0,M11.1.0|" +
            "America/Los_Angeles|PST8PDT,M3.2.0,M11.1.0|" +
            "America/New_York|EST5EDT,M3.2.0,M11.1.0|" +
            "America/Phoenix|MST7|" +
            "America/Sao_Paulo|<-03>3|" +
            "Asia/Dubai|<+04>-4|" +
            "Asia/Jerusalem|IST-2IDT,M3.4.4/26,M10.5.0|" +
            "Asia/Kolkata|IST-5:30|" +
            "Asia/Shanghai|CST-8|" +
            "Asia/Tokyo|JST-9|" +
            "Atlantic/Reykjavik|GMT0|" +
            "Australia/Brisbane|AEST-10|" +
            "Australia/Sydney|AEST-10AEDT,M10.1.0,M4.1.0/3|" +
            "Europe/Amsterdam|" + CentralEurope + "|" +
            "Europe/Athens|" + EasternEurope + "|" +
            "Europe/Berlin|" + CentralEurope + "|" +
            "Europe/Brussels|" + CentralEurope + "|" +
            "Europe/Bucharest|" + EasternEurope + "|" +
            "Europe/Copenhagen|" + CentralEurope + "|" +
            "Europe/Dublin|GMT0IST,M3.5.0/1,M10.5.0|" +
            "Europe/Helsinki|" + EasternEurope + "|" +
            "Europe/Istanbul|<+03>-3|" +
            "Europe/Kyiv|" + EasternEurope + "|" +
            "Europe/Lisbon|" + WesternEurope + "|" +
            "Europe/London|GMT0BST,M3.5.0/1,M10.5.0|" +
            "Europe/Madrid|" + CentralEurope + "|" +
            "Europe/Minsk|<+03>-3|" +
            "Europe/Moscow|MSK-3|" +
            "Europe/Oslo|" + CentralEurope + "|" +
            "Europe/Paris|" + CentralEurope + "|" +
            "Europe/Prague|" + CentralEurope + "|" +
            "Europe/Rome|" + CentralEurope + "|" +
            "Europe/Stockholm|" + CentralEurope + "|" +
            "Europe/Vienna|" + CentralEurope + "|" +
            "Europe/Vilnius|" + EasternEurope + "|" +
            "Europe/Warsaw|" + CentralEurope + "|" +
            "Europe/Zurich|" + CentralEurope + "|" +
            "Pacific/Auckland|NZST-12NZDT,M9.5.0,M4.1.0/3";

        public const int Count = 41;

        /// <summary>Name in the tz database, for example "Europe/Warsaw".</summary>
        public static string Name(int row) => WordList.At(Rows, row * 2);

        /// <summary>The zone as the settings keep it.</summary>
        public static string Rule(int row) => WordList.At(Rows, row * 2 + 1);

        /// <summary>The rule of a name; null when the name is not in the list.</summary>
        public static string Find(string name)
        {
            int at = WordList.IndexOf(Rows, name);
            return at < 0 || at % 2 != 0 ? null : WordList.At(Rows, at + 1);
        }
    }
}
