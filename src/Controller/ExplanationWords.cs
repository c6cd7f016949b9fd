// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>Durations and names as people say them.</summary>
    internal static class ExplanationWords
    {
        private static readonly string[] Origins = { "", "on the web page", "over MQTT", "on the console", "with a button", "over Modbus" };

        /// <summary>"41 s", "12 min", "3 h 5 min", "2 d 4 h"; a negative duration is 0 s.</summary>
        public static void Duration(TextBuffer text, long durationMs)
        {
            long seconds = durationMs <= 0 ? 0 : durationMs / 1000;
            if (seconds < 120) Two(text, seconds, " s", 0, "");
            else if (seconds < 7200) Two(text, seconds / 60, " min", 0, "");
            else if (seconds < 172800) Two(text, seconds / 3600, " h", seconds / 60 % 60, " min");
            else Two(text, seconds / 86400, " d", seconds / 3600 % 24, " h");
        }

        public static void Origin(TextBuffer text, CommandOrigin origin)
        {
            if (origin == CommandOrigin.Unknown || (int)origin >= Origins.Length) return;
            text.Append(' ');
            text.Append(Origins[(int)origin]);
        }

        /// <summary>Why every output is in its safe state.</summary>
        public static string Safety(SafetyReason reason)
        {
            switch (reason)
            {
                case SafetyReason.LoopFault: return "safety stop, because a part of the program failed or stood still";
                case SafetyReason.SafeMode: return "safety stop, because the device restarted three times in a row (safe mode)";
                case SafetyReason.Restarting: return "safety stop, because the device restarts";
                default: return "safety stop";
            }
        }

        private static void Two(TextBuffer text, long large, string largeUnit, long small, string smallUnit)
        {
            text.Append(large);
            text.Append(largeUnit);
            if (small == 0) return;
            text.Append(' ');
            text.Append(small);
            text.Append(smallUnit);
        }
    }
}
