// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>Moments in payloads.</summary>
    internal static class MqttTime
    {
        /// <summary>A moment that nobody knows.</summary>
        public const long Unknown = 0;

        private const int LongestText = 32;

        /// <summary>UTC as text; null while it is unknown.</summary>
        public static void Write(JsonWriter json, long unixMs)
        {
            if (unixMs == Unknown)
            {
                json.Null();
                return;
            }

            TextBuffer text = new TextBuffer(LongestText);
            IsoTime.AppendUtc(text, unixMs);
            json.Value(text.ToString());
        }
    }
}
