// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>Reads the document of the settings "mqtt", key by key.</summary>
    internal static class MqttReader
    {
        public const int MaxCaBytes = 2400;
        public const int MaxHostBytes = 63;
        public const int MaxLoginBytes = 64;
        public const int MaxIdBytes = 23;
        public const int MaxPrefixBytes = 48;

        private const long MaxBandMilli = 1000000000;
        private const string NoTopic = "must be at most 48 printable ASCII characters without blanks, + and #, not with / at an end";

        public static bool Read(JsonReader reader, SettingsFault fault, MqttSettings into)
        {
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "expected an object such as {\"on\":true,\"host\":\"192.168.0.10\"}");
            while (reader.Read(JsonToken.Name))
            {
                string key = reader.Text();
                reader.Read();
                if (!ReadMember(reader, fault, key, into)) return false;
            }

            return reader.Token == JsonToken.EndObject || fault.Set("", "the JSON breaks off or has a syntax error");
        }

        private static bool ReadMember(JsonReader reader, SettingsFault fault, string key, MqttSettings into)
        {
            switch (key)
            {
                case "on": return Flag(reader, fault, key, out into.On);
                case "tls": return Flag(reader, fault, key, out into.Tls);
                case "onChange": return Flag(reader, fault, key, out into.OnChange);
                case "retain": return Flag(reader, fault, key, out into.Retain);
                case "store": return Flag(reader, fault, key, out into.Store);
                case "discovery": return Flag(reader, fault, key, out into.Discovery);
                case "port": return Number(reader, fault, key, 1, 65535, out into.Port);
                case "keepAliveS": return Number(reader, fault, key, 10, 3600, out into.KeepAliveSeconds);
                case "intervalS": return Number(reader, fault, key, 1, 86400, out into.IntervalSeconds);
                case "qos": return Number(reader, fault, key, 0, 1, out into.Qos);
                case "host": return Text(reader, fault, key, MaxHostBytes, out into.Host) && (MqttNames.IsPlain(into.Host) || fault.Set(key, "must be a name or an IP address"));
                case "ca": return Text(reader, fault, key, MaxCaBytes, out into.Ca) && (MqttNames.IsCertificate(into.Ca) || fault.Set(key, "must be a certificate in PEM form"));
                case "user": return Text(reader, fault, key, MaxLoginBytes, out into.User);
                case "password": return Text(reader, fault, key, MaxLoginBytes, out into.Password);
                case "clientId": return Text(reader, fault, key, MaxIdBytes, out into.ClientId) && (MqttNames.IsId(into.ClientId) || fault.Set(key, "must be letters, digits, '-' or '_'"));
                case "prefix": return Text(reader, fault, key, MaxPrefixBytes, out into.Prefix) && (MqttNames.IsTopic(into.Prefix) || fault.Set(key, NoTopic));
                case "discoveryPrefix": return Text(reader, fault, key, MaxPrefixBytes, out into.DiscoveryPrefix) && ((into.DiscoveryPrefix.Length > 0 && MqttNames.IsTopic(into.DiscoveryPrefix)) || fault.Set(key, NoTopic));
                case "points": return ReadPoints(reader, fault, into);
                default: return fault.Set(key, "is not known");
            }
        }

        private static bool ReadPoints(JsonReader reader, SettingsFault fault, MqttSettings into)
        {
            if (reader.Token != JsonToken.BeginArray) return fault.Set("points", "must be a list");
            for (int row = 0; reader.Read(JsonToken.BeginObject); row++)
            {
                string at = "points[" + row.ToString() + "]";
                int point = PointId.None;
                long band = 0;
                while (reader.Read(JsonToken.Name))
                {
                    string key = reader.Text();
                    reader.Read();
                    if (key == "point" && !PointId.TryParse(reader.Text(), out point)) return fault.Set(at + ".point", "there is no such point");
                    if (key == "band" && (!reader.TryMilli(out band) || band < 0 || band > MaxBandMilli)) return fault.Set(at + ".band", "must be a number from 0 to 1000000");
                    if (key != "point" && key != "band") return fault.Set(at + "." + key, "is not known");
                }

                if (reader.Token != JsonToken.EndObject) return fault.Set(at, "must be an object");
                if (point == PointId.None) return fault.Set(at + ".point", "is missing");
                if (into.Chosen[point]) return fault.Set(at + ".point", "stands there twice");
                into.Chosen[point] = true;
                into.SetBand(point, band);
                into.HasChoice = true;
            }

            return reader.Token == JsonToken.EndArray || fault.Set("points", "must be a list of objects");
        }

        private static bool Flag(JsonReader reader, SettingsFault fault, string key, out bool flag) =>
            reader.TryFlag(out flag) || fault.Set(key, "must be true or false");

        private static bool Number(JsonReader reader, SettingsFault fault, string key, int least, int most, out int number)
        {
            bool good = reader.TryInteger(out long value) && value >= least && value <= most;
            number = good ? (int)value : 0;
            return good || fault.Set(key, "must be a whole number from " + least.ToString() + " to " + most.ToString());
        }

        private static bool Text(JsonReader reader, SettingsFault fault, string key, int most, out string text)
        {
            text = reader.Token == JsonToken.Text ? reader.Text() : "";
            if (reader.Token == JsonToken.Text && System.Text.Encoding.UTF8.GetBytes(text).Length <= most) return true;
            return fault.Set(key, "must be a text of at most " + most.ToString() + " bytes");
        }
    }
}
