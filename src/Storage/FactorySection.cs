// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>
    /// The factory's record, section "factory": {"serial":"WW-000123","model":"…","profile":"…","date":"2026-11-27","login":"pbkdf2$…","apKey":"…"}.
    /// Of one device only: it is in no backup and outlives a factory reset.
    /// </summary>
    public sealed class FactorySection : ISecretSection
    {
        private const int MaxSerial = 32;
        private const int MaxName = 40;
        private const int MaxDate = 10;
        private const int MaxLogin = 160;
        private const int LeastApKey = 8;
        private const int MaxApKey = 63;

        private FactoryIdentity _staged = new FactoryIdentity();

        public string Name => "factory";

        public FactoryIdentity Current { get; private set; } = new FactoryIdentity();

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            var identity = new FactoryIdentity();
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "must be an object");
            while (reader.Read(JsonToken.Name))
            {
                string key = reader.Text();
                if (!reader.Read(JsonToken.Text)) return fault.Set(key, "must be text");
                if (!Take(identity, key, reader.Text(), fault)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set("", "must be an object");
            _staged = identity;
            return true;
        }

        public void Commit() => Current = _staged;

        public void Write(JsonWriter writer, bool staged) => Write(writer, staged ? _staged : Current, true);

        /// <summary>Without the login's hash and the access point's key.</summary>
        public void WritePublic(JsonWriter writer) => Write(writer, Current, false);

        private static void Write(JsonWriter writer, FactoryIdentity identity, bool withSecrets)
        {
            writer.BeginObject();
            writer.Member("serial", identity.Serial);
            writer.Member("model", identity.Model);
            writer.Member("profile", identity.Profile);
            writer.Member("date", identity.Date);
            if (withSecrets) writer.Member("login", identity.Login);
            if (withSecrets) writer.Member("apKey", identity.ApKey);
            writer.EndObject();
        }

        private static bool Take(FactoryIdentity identity, string key, string value, SettingsFault fault)
        {
            switch (key)
            {
                case "serial":
                    identity.Serial = value;
                    return Fits(key, value, 1, MaxSerial, true, fault);
                case "model":
                    identity.Model = value;
                    return Fits(key, value, 0, MaxName, false, fault);
                case "profile":
                    identity.Profile = value;
                    return Fits(key, value, 0, MaxName, false, fault);
                case "date":
                    identity.Date = value;
                    return Fits(key, value, 0, MaxDate, true, fault);
                case "login":
                    identity.Login = value;
                    return Fits(key, value, 0, MaxLogin, false, fault);
                case "apKey":
                    identity.ApKey = value;
                    return Fits(key, value, LeastApKey, MaxApKey, false, fault);
                default: return fault.Set(key, "is not known");
            }
        }

        // Printable ASCII; a strict value is one word of letters, digits, '-', '_' and '.', as on a label and in a file's name.
        private static bool Fits(string key, string value, int least, int most, bool strict, SettingsFault fault)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(value);
            bool fits = bytes.Length >= least && bytes.Length <= most;
            for (int i = 0; i < bytes.Length && fits; i++)
            {
                byte b = bytes[i];
                bool isWord = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '-' || b == '_' || b == '.';
                fits = strict ? isWord : b >= ' ' && b <= '~';
            }

            if (fits) return true;
            return fault.Set(key, "must be " + least.ToString() + " to " + most.ToString() + (strict ? " letters, digits, '-', '_' or '.'" : " printable ASCII characters"));
        }
    }
}
