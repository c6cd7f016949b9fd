// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Outputs
{
    /// <summary>Names, minimum times, hold time, safe and restart state of the outputs as a section of the settings: a list, OUT0 first.</summary>
    public sealed class OutputsSection : ISettingsSection
    {
        private const int MaxNameLength = 40;
        private const int MaxMinSeconds = 86400;
        private const int MaxHoldSeconds = 3600;

        private readonly OutputBank _bank;
        private OutputSettings _current = new OutputSettings();
        private OutputSettings _staged;

        internal OutputsSection(OutputBank bank)
        {
            _bank = bank;
        }

        public string Name => "outputs";

        public OutputSettings Current => _current;

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            _staged = null;
            fault.Section = Name;
            OutputSettings settings = new OutputSettings();
            if (!ReadList(reader, fault, settings)) return false;
            _staged = settings;
            return true;
        }

        public void Commit()
        {
            if (_staged == null) return;
            _current = _staged;
            _staged = null;
            _bank.Adopt(_current);
        }

        public void Write(JsonWriter writer, bool staged)
        {
            OutputSettings settings = _staged;
            if (!staged || settings == null) settings = _current;
            writer.BeginArray();
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                writer.BeginObject();
                writer.Member("name", settings.Names[i]);
                writer.Member("minOnS", settings.MinOnSeconds[i]);
                writer.Member("minOffS", settings.MinOffSeconds[i]);
                writer.Member("holdS", settings.HoldSeconds[i]);
                writer.Member("safe", settings.Safe[i] ? "on" : "off");
                writer.Member("restart", RestartWord(settings.Restart(i)));
                writer.EndObject();
            }

            writer.EndArray();
        }

        private static bool ReadList(JsonReader reader, SettingsFault fault, OutputSettings into)
        {
            if (!reader.Read(JsonToken.BeginArray)) return Refuse(reader, fault, "", "must be a list of at most 6 outputs, OUT0 first");
            int count = 0;
            while (reader.Read() && reader.Token != JsonToken.EndArray)
            {
                string key = "[" + count.ToString() + "]";
                if (count == PointId.OutputCount) return Refuse(reader, fault, key, "is one too many: there are 6 outputs");
                if (reader.Token != JsonToken.BeginObject) return Refuse(reader, fault, key, "must be an output in braces");
                while (reader.Read(JsonToken.Name))
                {
                    if (!ReadMember(reader, fault, into, count)) return false;
                }

                if (reader.Token != JsonToken.EndObject) return Refuse(reader, fault, key, "must end with }");
                count++;
            }

            return reader.Token == JsonToken.EndArray || Refuse(reader, fault, "", "must end with ]");
        }

        private static bool ReadMember(JsonReader reader, SettingsFault fault, OutputSettings into, int index)
        {
            string member = reader.Text();
            string key = "[" + index.ToString() + "]." + member;
            reader.Read();
            switch (member)
            {
                case "name":
                    into.Names[index] = reader.Token == JsonToken.Text ? reader.Text() : "";
                    int length = into.Names[index].Length;
                    return (length > 0 && length <= MaxNameLength) || Refuse(reader, fault, key, "must be a text of 1 to 40 characters");
                case "minOnS":
                    return ReadSeconds(reader, into.MinOnSeconds, index, MaxMinSeconds) || Refuse(reader, fault, key, "must be 0 to 86400 whole seconds");
                case "minOffS":
                    return ReadSeconds(reader, into.MinOffSeconds, index, MaxMinSeconds) || Refuse(reader, fault, key, "must be 0 to 86400 whole seconds");
                case "holdS":
                    return ReadSeconds(reader, into.HoldSeconds, index, MaxHoldSeconds) || Refuse(reader, fault, key, "must be 0 to 3600 whole seconds");
                case "safe":
                    into.Safe[index] = IsWord(reader, "on");
                    return into.Safe[index] || IsWord(reader, "off") || Refuse(reader, fault, key, "must be off or on");
                case "restart":
                    return ReadRestart(reader, into, index) || Refuse(reader, fault, key, "must be off, on or last");
                default:
                    return Refuse(reader, fault, key, "is not known here: name, minOnS, minOffS, holdS, safe and restart are");
            }
        }

        private static bool ReadSeconds(JsonReader reader, int[] into, int index, int max)
        {
            if (!reader.TryInteger(out long seconds) || seconds < 0 || seconds > max) return false;
            into[index] = (int)seconds;
            return true;
        }

        private static bool ReadRestart(JsonReader reader, OutputSettings into, int index)
        {
            for (byte i = 0; i <= (byte)RestartState.Last; i++)
            {
                if (!IsWord(reader, RestartWord((RestartState)i))) continue;
                into.Restarts[index] = i;
                return true;
            }

            return false;
        }

        private static bool IsWord(JsonReader reader, string word) => reader.Token == JsonToken.Text && reader.Is(word);

        private static string RestartWord(RestartState state) => state == RestartState.Last ? "last" : state == RestartState.On ? "on" : "off";

        private static bool Refuse(JsonReader reader, SettingsFault fault, string key, string message)
        {
            if (reader.Token == JsonToken.Error) return fault.Set(key, "is not valid JSON at byte " + reader.Position.ToString());
            return fault.Set(key, message);
        }
    }
}
