// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.Mqtt
{
    /// <summary>Puts the MQTT side together for one controller.</summary>
    public sealed class MqttFront
    {
        private readonly EnergyController _controller;
        private readonly MqttStatus _status;
        private readonly MqttSection _section;
        private IMqttLink _link;
        private MqttEdge _edge;   // null until MQTT is switched on for the first time: it takes some 9 kB of the heap

        /// <summary>Before the controller starts, so that the settings are loaded with the others.</summary>
        public MqttFront(EnergyController controller)
        {
            _controller = controller;
            _status = new MqttStatus(controller.Board.Clock);
            _section = new MqttSection(controller.Board.System, _status);
            controller.Attach(_section);
        }

        /// <summary>After the controller has started; before the first Step.</summary>
        public void Open(IMqttLink link) => _link = link;

        /// <summary>Does what is due; for one thread, which may have to wait here for the network. Returns the uptime of the next step if nothing comes in.</summary>
        public long Step()
        {
            if (_edge == null)
            {
                if (!_section.Current.On) return _controller.Board.Clock.UptimeMs + MqttEdge.LookEveryMs;
                _edge = new MqttEdge(_controller, _section, _link, _status);
            }

            return _edge.Step();
        }
    }
}
