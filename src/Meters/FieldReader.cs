// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>Reads single values of a settings document and says in words what is wrong with them.</summary>
    internal static class FieldReader
    {
        public const int MaxNameLength = 40;

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
