// SPDX-License-Identifier: MIT
namespace Wattwarden.Rules
{
    /// <summary>A window of the day as text: "22:00-06:00", seconds allowed ("06:30:15-07:00"), end exclusive, 24:00 is the day's end.</summary>
    public static class DayWindow
    {
        private const int DaySeconds = 86400;

        private static readonly char[] Dash = { '-' };
        private static readonly char[] Colon = { ':' };

        /// <summary>False when the text is no window, or begins where it ends.</summary>
        public static bool TryParse(string text, out int fromSeconds, out int toSeconds)
        {
            fromSeconds = 0;
            toSeconds = 0;
            string[] ends = text.Split(Dash);
            return ends.Length == 2
                && TryMoment(ends[0].Trim(), out fromSeconds)
                && TryMoment(ends[1].Trim(), out toSeconds)
                && fromSeconds < DaySeconds
                && fromSeconds != toSeconds;
        }

        public static string Format(int fromSeconds, int toSeconds) => FormatMoment(fromSeconds) + "-" + FormatMoment(toSeconds);

        /// <summary>Hours and minutes, and seconds where there are any: "06:30", "06:30:15".</summary>
        public static string FormatMoment(int seconds)
        {
            string text = Two(seconds / 3600) + ":" + Two(seconds / 60 % 60);
            return seconds % 60 == 0 ? text : text + ":" + Two(seconds % 60);
        }

        private static bool TryMoment(string text, out int seconds)
        {
            seconds = 0;
            string[] parts = text.Split(Colon);
            if (parts.Length < 2 || parts.Length > 3) return false;
            int unit = 3600;
            for (int i = 0; i < parts.Length; i++)
            {
                int value = TwoDigits(parts[i]);
                if (value < 0 || (i > 0 && value > 59)) return false;
                seconds += value * unit;
                unit /= 60;
            }

            return seconds <= DaySeconds;
        }

        private static int TwoDigits(string text)
        {
            if (text.Length == 0 || text.Length > 2) return -1;
            int value = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] < '0' || text[i] > '9') return -1;
                value = value * 10 + (text[i] - '0');
            }

            return value;
        }

        private static string Two(int number) => number < 10 ? "0" + number.ToString() : number.ToString();
    }
}
