// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>Reads single values of a settings document and says in words what is wrong with them.</summary>
    internal static class FieldReader
    {
        public const int MaxNameLength = 40;

        private static readonly int[] BitRates = { 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 };

        public static bool Flag(JsonReader reader, SettingsFault fault, string key, out bool value)
        {
            reader.Read();
            return reader.TryFlag(out value) || fault.Set(key, "This must be true or false.");
        }

        /// <summary>An integer from least to most.</summary>
        public static bool Integer(JsonReader reader, SettingsFault fault, string key, int least, int most, out int value)
        {
            reader.Read();
            bool ok = reader.TryInteger(out long number) && number >= least && number <= most;
            value = ok ? (int)number : 0;
            return ok || fault.Set(key, "This must be a whole number from " + least.ToString() + " to " + most.ToString() + ".");
        }

        public static bool BitRate(JsonReader reader, SettingsFault fault, string key, out int value)
        {
            reader.Read();
            bool ok = reader.TryInteger(out long bitRate) && IsBitRate(bitRate);
            value = ok ? (int)bitRate : 0;
            return ok || fault.Set(key, "The bit rate must be 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200.");
        }

        public static bool Parity(JsonReader reader, SettingsFault fault, string key, out LineParity value)
        {
            reader.Read();
            value = LineParity.None;
            return TryParity(reader, out value) || fault.Set(key, "The parity must be \"none\", \"even\" or \"odd\".");
        }

        /// <summary>The current token as a parity.</summary>
        public static bool TryParity(JsonReader reader, out LineParity value)
        {
            value = reader.Is("even") ? LineParity.Even : reader.Is("odd") ? LineParity.Odd : LineParity.None;
            return reader.Token == JsonToken.Text && (value != LineParity.None || reader.Is("none"));
        }

        public static string ParityWord(LineParity parity) => parity == LineParity.Even ? "even" : parity == LineParity.Odd ? "odd" : "none";

        public static bool IsBitRate(long bitRate)
        {
            for (int i = 0; i < BitRates.Length; i++)
            {
                if (BitRates[i] == bitRate) return true;
            }

            return false;
        }

        /// <summary>A number from least to most, both in thousandths, as thousandths.</summary>
        public static bool Milli(JsonReader reader, SettingsFault fault, string key, long least, long most, string words, out long value)
        {
            reader.Read();
            return (reader.TryMilli(out value) && value >= least && value <= most) || fault.Set(key, words);
        }

        /// <summary>A name of at most 40 characters; may be empty.</summary>
        public static bool Name(JsonReader reader, SettingsFault fault, string key, out string value)
        {
            if (!Text(reader, fault, key, out value)) return false;
            return value.Length <= MaxNameLength || fault.Set(key, "A name has at most " + MaxNameLength.ToString() + " characters.");
        }

        public static bool Text(JsonReader reader, SettingsFault fault, string key, out string value)
        {
            bool ok = reader.Read(JsonToken.Text);
            value = ok ? reader.Text() : "";
            return ok || fault.Set(key, "This must be a text.");
        }
    }
}
