// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>Settings "time": {"utcOffsetMinutes":60}. Minutes that local time is ahead of UTC, -720…840.</summary>
    public sealed class TimeSection : ISettingsSection
    {
        private int _staged;

        public string Name => "time";

        public int UtcOffsetMinutes { get; private set; }

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            fault.Section = Name;
            int offset = 0;
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "expected an object such as {\"utcOffsetMinutes\":60}");
            while (reader.Read(JsonToken.Name))
            {
                if (!reader.Is("utcOffsetMinutes")) return fault.Set(reader.Text(), "unknown key; allowed: utcOffsetMinutes");
                reader.Read();
                if (!reader.TryInteger(out long minutes) || minutes < -720 || minutes > 840)
                    return fault.Set("utcOffsetMinutes", "must be a whole number of minutes from -720 to 840");
                offset = (int)minutes;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set("", "the JSON breaks off or has a syntax error");
            _staged = offset;
            return true;
        }

        public void Commit() => UtcOffsetMinutes = _staged;

        public void Write(JsonWriter writer, bool staged)
        {
            writer.BeginObject();
            writer.Member("utcOffsetMinutes", staged ? _staged : UtcOffsetMinutes);
            writer.EndObject();
        }
    }
}
