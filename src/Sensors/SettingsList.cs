// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>Reads rows of settings and says in words what is wrong with them. The reader stands on the value.</summary>
    internal static class SettingsList
    {
        public const int MaxNameLength = 40;
        public const int MaxUnitLength = 8;

        public static bool Flag(JsonReader reader, SettingsFault fault, string key, out bool value) =>
            reader.TryFlag(out value) || Refuse(reader, fault, key, "must be true or false");

        public static bool Number(JsonReader reader, SettingsFault fault, string key, int least, int most, out int value)
        {
            bool ok = reader.TryInteger(out long number) && number >= least && number <= most;
            value = ok ? (int)number : 0;
            return ok || Refuse(reader, fault, key, "must be a whole number from " + least.ToString() + " to " + most.ToString());
        }

        /// <summary>A number with at most three decimals; limits are whole.</summary>
        public static bool Milli(JsonReader reader, SettingsFault fault, string key, long least, long most, out long milli)
        {
            bool ok = reader.TryMilli(out milli) && milli >= least * 1000 && milli <= most * 1000;
            return ok || Refuse(reader, fault, key, "must be a number from " + least.ToString() + " to " + most.ToString() + " with at most three decimals");
        }

        public static bool Text(JsonReader reader, SettingsFault fault, string key, int maxLength, out string value)
        {
            value = reader.Token == JsonToken.Text ? reader.Text() : null;
            return (value != null && value.Length <= maxLength) || Refuse(reader, fault, key, "must be a text of at most " + maxLength.ToString() + " characters");
        }

        /// <summary>True between the rows of a list; the reader then stands on the row's brace. False at its end and at a mistake: see Ends.</summary>
        public static bool NextRow(JsonReader reader) => reader.Read() && reader.Token == JsonToken.BeginObject;

        public static bool Ends(JsonReader reader, SettingsFault fault, string key) =>
            reader.Token == JsonToken.EndArray || Refuse(reader, fault, key, "must be a list of objects");

        public static bool Refuse(JsonReader reader, SettingsFault fault, string key, string message)
        {
            if (reader.Token == JsonToken.Error) return fault.Set(key, "is not valid JSON at byte " + reader.Position.ToString());
            return fault.Set(key, message);
        }
    }
}
