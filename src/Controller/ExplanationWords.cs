// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>Durations, and the phrases for reasons, as people say them.</summary>
    internal static class ExplanationWords
    {
        /// <summary>"41 s", "12 min", "3 h 5 min", "2 d 4 h"; a negative duration is 0 s.</summary>
        public static void Duration(TextBuffer text, long durationMs)
        {
            long seconds = durationMs <= 0 ? 0 : durationMs / 1000;
            if (seconds < 120) Two(text, seconds, " s", 0, "");
            else if (seconds < 7200) Two(text, seconds / 60, " min", 0, "");
            else if (seconds < 172800) Two(text, seconds / 3600, " h", seconds / 60 % 60, " min");
            else Two(text, seconds / 86400, " d", seconds / 3600 % 24, " h");
        }

        /// <summary>Who switched an output by hand.</summary>
        public static string By(CommandOrigin origin)
        {
            switch (origin)
            {
                case CommandOrigin.Web: return Phrases.ByPage;
                case CommandOrigin.Mqtt: return Phrases.ByMqtt;
                case CommandOrigin.Console: return Phrases.ByConsole;
                case CommandOrigin.Button: return Phrases.ByButton;
                case CommandOrigin.Modbus: return Phrases.ByModbus;
                default: return Phrases.ByHand;
            }
        }

        /// <summary>Why every output is in its safe state.</summary>
        public static string Safety(SafetyReason reason)
        {
            switch (reason)
            {
                case SafetyReason.LoopFault: return Phrases.LoopFault;
                case SafetyReason.SafeMode: return Phrases.SafeMode;
                case SafetyReason.Restarting: return Phrases.Restarting;
                case SafetyReason.SelfTest: return Phrases.SelfTest;
                default: return Phrases.SafetyStop;
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
