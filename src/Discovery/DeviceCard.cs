// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;

namespace Wattwarden.Discovery
{
    /// <summary>What a device tells about itself to everybody in the local network: no secret, nothing that helps to log in.</summary>
    internal sealed class DeviceCard
    {
        private const int JsonBytes = 384;

        private readonly EnergyController _controller;
        private readonly int _port;

        public DeviceCard(EnergyController controller, int port)
        {
            _controller = controller;
            _port = port;
        }

        public int Port => _port;

        public string Name => _controller.Network.HostName;

        public uint Address => _controller.Network.Address;

        public string Model
        {
            get
            {
                string given = _controller.Storage.Factory.Current.Model;
                return given.Length > 0 ? given : _controller.Board.Name;
            }
        }

        public string Serial => _controller.Storage.Factory.Current.Serial;

        public string Mac => HexText.Encode(_controller.Board.Network.Mac);

        /// <summary>{"name":"wattwarden-123456","address":"192.168.0.100","port":80,"mac":"025757123456","model":"…","version":"0.1.0","serial":"WW-000123"}</summary>
        public TextBuffer ToJson()
        {
            var text = new TextBuffer(JsonBytes);
            var json = new JsonWriter(text);
            json.BeginObject();
            json.Member("name", Name);
            json.Member("address", Ipv4.ToText(Address));
            json.Member("port", _port);
            json.Member("mac", Mac);
            json.Member("model", Model);
            json.Member("version", EnergyController.Version);
            json.Member("serial", Serial);
            json.EndObject();
            return text;
        }
    }
}
