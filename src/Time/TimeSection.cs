// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Time
{
    /// <summary>
    /// Settings "time": {"zone":"CET-1CEST,M3.5.0,M10.5.0/3","ntp":true,"server":"pool.ntp.org","fallback":"time.google.com","source":"ntp"}.
    /// Also takes the older form {"utcOffsetMinutes":60}, and names of the catalog as zone; both are stored as the rule that they mean.
    /// </summary>
    public sealed class TimeSection : ISettingsSection
    {
        private const string Keys = "zone, ntp, server, fallback, source";
        private const int MaxServerLength = 63;
        private const int MinOffsetMinutes = -720;
        private const int MaxOffsetMinutes = 840;

        private TimeSettings _staged;
        private PosixTimeZone _zone;
        private string _server;
        private string _fallback;
        private bool _hasNtp;
        private bool _ntp;
        private TimeSource _source;

        public TimeSection()
        {
            PosixTimeZone zone = PosixTimeZone.Parse(TimeSettings.DefaultZone, out string error);
            Current = new TimeSettings(zone, TimeSource.Ntp, TimeSettings.DefaultServer, TimeSettings.DefaultFallback);
            _staged = Current;
        }

        public string Name => "time";

        public TimeSettings Current { get; private set; }

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            fault.Section = Name;
            _zone = null;
            _server = TimeSettings.DefaultServer;
            _fallback = TimeSettings.DefaultFallback;
            _hasNtp = false;
            _source = TimeSource.None;
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "expected an object such as {\"zone\":\"" + TimeSettings.DefaultZone + "\",\"ntp\":true}");
            while (reader.Read(JsonToken.Name))
            {
                if (!ReadMember(reader, fault)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set("", "the JSON breaks off or has a syntax error");
            return Stage(fault);
        }

        public void Commit() => Current = _staged;

        public void Write(JsonWriter writer, bool staged)
        {
            TimeSettings settings = staged ? _staged : Current;
            writer.BeginObject();
            writer.Member("zone", settings.Zone.Text);
            writer.Member("ntp", settings.UsesNetwork);
            writer.Member("server", settings.Server);
            writer.Member("fallback", settings.Fallback);
            writer.Member("source", TimeWords.Of(settings.Source));
            writer.EndObject();
        }

        private bool ReadMember(JsonReader reader, SettingsFault fault)
        {
            string key = reader.Text();
            reader.Read();
            if (key == "zone") return ReadZone(reader, fault);
            if (key == "utcOffsetMinutes") return ReadOffset(reader, fault);
            if (key == "server") return ReadServer(reader, fault, key, false, out _server);
            if (key == "fallback") return ReadServer(reader, fault, key, true, out _fallback);
            if (key == "source") return TimeWords.TrySettingsSource(TextOf(reader), out _source) || fault.Set(key, "must be ntp, manual or meter");
            if (key != "ntp") return fault.Set(key, "unknown key; allowed: " + Keys);
            _hasNtp = true;
            return reader.TryFlag(out _ntp) || fault.Set(key, "must be true or false");
        }

        private bool ReadZone(JsonReader reader, SettingsFault fault)
        {
            if (_zone != null) return fault.Set("zone", "stands there twice, or beside utcOffsetMinutes");
            if (reader.Token != JsonToken.Text) return fault.Set("zone", "must be a text such as \"" + TimeSettings.DefaultZone + "\"");
            string text = reader.Text();
            string rule = ZoneCatalog.Find(text);
            _zone = PosixTimeZone.Parse(rule ?? text, out string error);
            return _zone != null || fault.Set("zone", error);
        }

        private bool ReadOffset(JsonReader reader, SettingsFault fault)
        {
            if (_zone != null) return fault.Set("utcOffsetMinutes", "stands there twice, or beside zone");
            if (!reader.TryInteger(out long minutes) || minutes < MinOffsetMinutes || minutes > MaxOffsetMinutes)
                return fault.Set("utcOffsetMinutes", "must be a whole number of minutes from -720 to 840");
            _zone = PosixTimeZone.Parse(FixedRule((int)minutes), out string error);
            return true;
        }

        private static bool ReadServer(JsonReader reader, SettingsFault fault, string key, bool mayBeEmpty, out string server)
        {
            server = TextOf(reader);
            char[] chars = server.ToCharArray();
            bool good = reader.Token == JsonToken.Text && chars.Length <= MaxServerLength && (mayBeEmpty || chars.Length > 0);
            for (int i = 0; i < chars.Length; i++) good = good && IsHostCharacter(chars[i]);
            return good || fault.Set(key, "must be the name or address of an NTP server: up to 63 of a-z A-Z 0-9 . - :" + (mayBeEmpty ? ", or empty" : ""));
        }

        // ntp and source say the same; whichever is absent follows the other.
        private bool Stage(SettingsFault fault)
        {
            if (_source == TimeSource.None) _source = !_hasNtp || _ntp ? TimeSource.Ntp : TimeSource.Manual;
            if (_hasNtp && _ntp != (_source == TimeSource.Ntp))
                return fault.Set("ntp", _ntp ? "must be false, or absent, when source is manual or meter" : "must be true, or absent, when source is ntp");
            if (_zone == null) _zone = PosixTimeZone.Parse(TimeSettings.DefaultZone, out string error);
            _staged = new TimeSettings(_zone, _source, _server, _fallback);
            return true;
        }

        // 60 → <+01>-1, -210 → <-0330>3:30: a rule counts west of Greenwich, the name and the old key east.
        private static string FixedRule(int minutes)
        {
            if (minutes == 0) return PosixTimeZone.Utc.Text;
            int away = minutes < 0 ? -minutes : minutes;
            string hours = (away / 60).ToString();
            string rest = away % 60 == 0 ? "" : (away % 60 < 10 ? "0" : "") + (away % 60).ToString();
            return "<" + (minutes < 0 ? "-" : "+") + (away < 600 ? "0" : "") + hours + rest + ">"
                + (minutes < 0 ? "" : "-") + hours + (rest.Length == 0 ? "" : ":" + rest);
        }

        private static string TextOf(JsonReader reader) => reader.Token == JsonToken.Text ? reader.Text() : "";

        private static bool IsHostCharacter(char c) =>
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
    }
}
