// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// Settings "mqtt". A document without "password" keeps the one that is stored: GET never shows it, so a PUT need not repeat it.
    /// Who switches it on without a client id gets one made of random digits, and without a prefix the client id as prefix.
    /// </summary>
    public sealed class MqttSection : ISecretSection
    {
        private const int IdBytes = 4;

        private readonly ISystem _system;
        private readonly MqttStatus _status;
        private MqttSettings _staged;

        internal MqttSection(ISystem system, MqttStatus status)
        {
            _system = system;
            _status = status;
            _staged = Current;
        }

        public string Name => "mqtt";

        internal MqttSettings Current { get; private set; } = new MqttSettings();

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            fault.Section = Name;
            MqttSettings settings = new MqttSettings();
            settings.Port = 0;
            settings.Password = Current.Password;
            if (!MqttReader.Read(reader, fault, settings) || !Complete(settings, fault)) return false;
            _staged = settings;
            return true;
        }

        public void Commit() => Current = _staged;

        public void Write(JsonWriter writer, bool staged) => Write(writer, staged ? _staged : Current, false);

        public void WritePublic(JsonWriter writer)
        {
            writer.BeginObject();
            writer.Name("status");
            _status.Write(writer);
            writer.Name("settings");
            Write(writer, Current, true);
            writer.EndObject();
        }

        private bool Complete(MqttSettings settings, SettingsFault fault)
        {
            if (settings.Port == 0) settings.Port = settings.Tls ? MqttSettings.DefaultSecurePort : MqttSettings.DefaultPort;
            if (!settings.On) return true;
            if (settings.Host.Length == 0) return fault.Set("host", "is missing: where is the broker?");
            if (settings.Tls && settings.Ca.Length == 0) return fault.Set("ca", "is missing: TLS needs the certificate that the broker's must come from");
            if (settings.ClientId.Length == 0)
            {
                byte[] id = new byte[IdBytes];
                _system.FillRandom(id);
                settings.ClientId = "wattwarden-" + HexText.Encode(id);
            }

            if (settings.Prefix.Length == 0) settings.Prefix = settings.ClientId;
            return true;
        }

        // For flash only what differs from the defaults: the room there is shared. People see everything but the password.
        private static void Write(JsonWriter writer, MqttSettings settings, bool forPeople)
        {
            MqttSettings defaults = forPeople ? null : new MqttSettings();
            writer.BeginObject();
            if (forPeople || settings.On) writer.Member("on", settings.On);
            Write(writer, "host", settings.Host, forPeople ? null : defaults.Host);
            if (forPeople || settings.Port != defaults.Port || settings.Tls) writer.Member("port", settings.Port);
            if (forPeople || settings.Tls) writer.Member("tls", settings.Tls);
            Write(writer, "ca", settings.Ca, forPeople ? null : defaults.Ca);
            Write(writer, "user", settings.User, forPeople ? null : defaults.User);
            if (!forPeople && settings.Password.Length > 0) writer.Member("password", settings.Password);
            Write(writer, "clientId", settings.ClientId, forPeople ? null : defaults.ClientId);
            Write(writer, "prefix", settings.Prefix, forPeople ? null : defaults.Prefix);
            if (forPeople || settings.KeepAliveSeconds != defaults.KeepAliveSeconds) writer.Member("keepAliveS", settings.KeepAliveSeconds);
            if (forPeople || settings.IntervalSeconds != defaults.IntervalSeconds) writer.Member("intervalS", settings.IntervalSeconds);
            if (forPeople || !settings.OnChange) writer.Member("onChange", settings.OnChange);
            if (forPeople || !settings.Retain) writer.Member("retain", settings.Retain);
            if (forPeople || settings.Qos != 0) writer.Member("qos", settings.Qos);
            if (forPeople || !settings.Store) writer.Member("store", settings.Store);
            if (forPeople || !settings.Discovery) writer.Member("discovery", settings.Discovery);
            Write(writer, "discoveryPrefix", settings.DiscoveryPrefix, forPeople ? null : defaults.DiscoveryPrefix);
            if (forPeople || settings.HasChoice) WritePoints(writer, settings);
            writer.EndObject();
        }

        private static void Write(JsonWriter writer, string key, string text, string unless)
        {
            if (text != unless) writer.Member(key, text);
        }

        private static void WritePoints(JsonWriter writer, MqttSettings settings)
        {
            writer.Name("points");
            writer.BeginArray();
            for (int i = 0; i < PointId.Count; i++)
            {
                if (!settings.Chosen[i]) continue;
                writer.BeginObject();
                writer.Member("point", PointId.Format(i));
                if (settings.BandMilli(i) != 0) writer.MilliMember("band", settings.BandMilli(i));
                writer.EndObject();
            }

            writer.EndArray();
        }
    }
}
