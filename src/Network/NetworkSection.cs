// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Network
{
    /// <summary>
    /// Settings "network": {"name":"cellar","dhcp":false,"address":"192.168.0.100","mask":"255.255.255.0","gateway":"192.168.0.1",
    /// "dns":"192.168.0.1","ssid":"","password":"","revision":1}. Write is for flash and encrypted backups: it holds the Wi-Fi's password. What people
    /// see is WritePublic. A password that is left out stays as it is, as long as the Wi-Fi is the same.
    /// </summary>
    public sealed class NetworkSection : ISecretSection
    {
        public const int MaxNameLength = 32;
        public const int MaxSsidBytes = 32;
        public const int MinPasswordBytes = 8;
        public const int MaxPasswordBytes = 63;

        private const string Keys = "name, dhcp, address, mask, gateway, dns, ssid, password, revision";

        private NetworkSettings _staged;
        private string _name;
        private string _ssid;
        private string _password;
        private bool _dhcp;
        private uint _address;
        private uint _mask;
        private uint _gateway;
        private uint _dns;
        private int _revision;

        public NetworkSection()
        {
            _staged = Current;
        }

        public string Name => "network";

        public NetworkSettings Current { get; private set; } = NetworkSettings.Factory;

        /// <summary>What the last Read has accepted; in effect after Commit.</summary>
        public NetworkSettings Accepted => _staged;

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            fault.Section = Name;
            TakeDefaults();
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "expected an object such as {\"dhcp\":true}");
            while (reader.Read(JsonToken.Name))
            {
                if (!ReadMember(reader, fault)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set("", "the JSON breaks off or has a syntax error");
            return Stage(fault);
        }

        public void Commit() => Current = _staged;

        public void Write(JsonWriter writer, bool staged) => Write(writer, staged ? _staged : Current, true);

        /// <summary>Writes the current values without the password.</summary>
        public void WritePublic(JsonWriter writer) => Write(writer, Current, false);

        /// <summary>Writes the current values with another Wi-Fi, as a document for the settings door.</summary>
        public void WriteWithWifi(JsonWriter writer, string ssid, string password)
        {
            NetworkSettings old = Current;
            Write(writer, new NetworkSettings(old.Name, old.Plan, ssid, password, old.Revision + 1), true);
        }

        private static void Write(JsonWriter writer, NetworkSettings settings, bool withPassword)
        {
            AddressPlan plan = settings.Plan;
            writer.BeginObject();
            writer.Member("name", settings.Name);
            writer.Member("dhcp", plan.UsesDhcp);
            writer.Member("address", Ipv4.ToText(plan.Address));
            writer.Member("mask", Ipv4.ToText(plan.Mask));
            writer.Member("gateway", Optional(plan.Gateway));
            writer.Member("dns", Optional(plan.Dns));
            writer.Member("ssid", settings.Ssid);
            if (withPassword)
            {
                writer.Member("password", settings.Password);
                writer.Name("revision");
                writer.Value(settings.Revision);
            }

            writer.EndObject();
        }

        private void TakeDefaults()
        {
            _name = "";
            _ssid = "";
            _password = null;
            _dhcp = true;
            _address = NetworkSettings.FactoryAddress;
            _mask = NetworkSettings.FactoryMask;
            _gateway = NetworkSettings.FactoryGateway;
            _dns = NetworkSettings.FactoryGateway;
            _revision = Current.Revision + 1;
        }

        private bool ReadMember(JsonReader reader, SettingsFault fault)
        {
            string key = reader.Text();
            reader.Read();
            switch (key)
            {
                case "dhcp": return reader.TryFlag(out _dhcp) || fault.Set(key, "must be true or false");
                case "address": return ReadAddress(reader, key, false, fault, out _address);
                case "mask": return ReadAddress(reader, key, false, fault, out _mask);
                case "gateway": return ReadAddress(reader, key, true, fault, out _gateway);
                case "dns": return ReadAddress(reader, key, true, fault, out _dns);
                case "name":
                    _name = TextOf(reader);
                    return IsName(_name) || fault.Set(key, "must be up to 32 of a-z 0-9 and -, with no - at an end; or empty");
                case "ssid":
                    _ssid = TextOf(reader);
                    return IsSsid(_ssid) || fault.Set(key, "must be at most 32 bytes of text");
                case "password":
                    _password = TextOf(reader);
                    return IsPassword(_password) || fault.Set(key, "must be 8 to 63 bytes, or empty for an open Wi-Fi");
                case "revision":
                    bool whole = reader.TryInteger(out long revision) && revision >= 0 && revision <= int.MaxValue;
                    _revision = whole ? (int)revision : 0;
                    return whole || fault.Set(key, "must be a whole number");
                default: return fault.Set(key, "unknown key; allowed: " + Keys);
            }
        }

        private bool Stage(SettingsFault fault)
        {
            var plan = new AddressPlan(_dhcp, _address, _mask, _gateway, _dns);
            if (!AddressRules.AreMet(plan, fault)) return false;
            if (_password == null && _ssid != Current.Ssid && _ssid.Length > 0) return fault.Set("password", "is needed for another Wi-Fi; empty for an open one");
            string password = _ssid.Length == 0 ? "" : _password ?? Current.Password;
            _staged = new NetworkSettings(_name, plan, _ssid, password, _revision);
            _password = null;
            return true;
        }

        private static bool ReadAddress(JsonReader reader, string key, bool mayBeEmpty, SettingsFault fault, out uint address)
        {
            string text = TextOf(reader);
            address = 0;
            if (reader.Token == JsonToken.Text && mayBeEmpty && text.Length == 0) return true;
            return Ipv4.TryParse(text, out address) || fault.Set(key, "must be an IPv4 address such as 192.168.0.1" + (mayBeEmpty ? ", or empty" : ""));
        }

        private static string Optional(uint address) => address == 0 ? "" : Ipv4.ToText(address);

        private static string TextOf(JsonReader reader) => reader.Token == JsonToken.Text ? reader.Text() : null;

        private static int BytesOf(string text) => System.Text.Encoding.UTF8.GetBytes(text).Length;

        private static bool IsPassword(string password)
        {
            int length = password == null ? -1 : BytesOf(password);
            return length == 0 || (length >= MinPasswordBytes && length <= MaxPasswordBytes);
        }

        private static bool IsSsid(string ssid)
        {
            if (ssid == null) return false;
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(ssid);
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] < ' ') return false;
            }

            return bytes.Length <= MaxSsidBytes;
        }

        private static bool IsName(string name)
        {
            if (name == null) return false;
            char[] chars = name.ToCharArray();
            if (chars.Length == 0) return true;
            if (chars.Length > MaxNameLength || chars[0] == '-' || chars[chars.Length - 1] == '-') return false;
            for (int i = 0; i < chars.Length; i++)
            {
                char c = chars[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
            }

            return true;
        }
    }
}
