// SPDX-License-Identifier: MIT
namespace Wattwarden.Mqtt
{
    /// <summary>Which texts may stand in the settings, where a wrong one would go onto the wire or into a topic.</summary>
    internal static class MqttNames
    {
        private const string PemBegin = "-----BEGIN CERTIFICATE-----";
        private const string PemEnd = "-----END CERTIFICATE-----";

        /// <summary>Printable ASCII without blanks.</summary>
        public static bool IsPlain(string text) => IsMadeOf(text, false, true);

        /// <summary>Letters, digits, - and _: what Home Assistant takes as an id.</summary>
        public static bool IsId(string text) => IsMadeOf(text, true, true);

        /// <summary>A topic, or the beginning of one: no wildcards, no empty level.</summary>
        public static bool IsTopic(string text)
        {
            if (!IsMadeOf(text, false, false)) return false;
            return !text.StartsWith("/") && !text.EndsWith("/") && text.IndexOf("//") < 0;
        }

        /// <summary>Looks like PEM, or is empty.</summary>
        public static bool IsCertificate(string text)
        {
            if (text.Length == 0) return true;
            int begin = text.IndexOf(PemBegin);
            return begin >= 0 && text.IndexOf(PemEnd) > begin;
        }

        private static bool IsMadeOf(string text, bool onlyWords, bool wildcards)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < bytes.Length; i++)
            {
                byte b = bytes[i];
                if (b <= ' ' || b > '~') return false;
                if (!wildcards && (b == '+' || b == '#' || b == '"' || b == '\\')) return false;
                bool isWord = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
                if (onlyWords && !isWord) return false;
            }

            return true;
        }
    }
}
