// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Diagnostics;
using Wattwarden.Ports;

namespace Wattwarden.Mqtt
{
    /// <summary>Puts the MQTT side together for one controller. Until MQTT is switched on it takes next to no memory.</summary>
    public sealed class MqttFront
    {
        private readonly EnergyController _controller;
        private readonly MqttStatus _status;
        private readonly MqttSection _section;
        private readonly int _condition;
        private IMqttLink _link;
        private SampleTap _tap;
        private MqttEdge _edge;

        /// <summary>Before the controller starts, so that the settings are loaded with the others.</summary>
        public MqttFront(EnergyController controller)
        {
            _controller = controller;
            _status = new MqttStatus(controller.Board.Clock);
            _section = new MqttSection(controller.Board.System, _status);
            controller.Attach(_section);
            _condition = controller.Diagnostics.Define(DiagnosticKind.Warning, "mqtt", "no connection to the broker");
        }

        /// <summary>After the controller has started, before its loop runs and before the first Step.</summary>
        public void Open(IMqttLink link)
        {
            _link = link;
            _tap = new SampleTap(_controller.Points, _controller.Board.Clock);
            _controller.Attach(_tap);
        }

        /// <summary>Does what is due; for one thread, which may have to wait here for the network. Returns the uptime of the next step if nothing comes in.</summary>
        public long Step()
        {
            if (_edge == null)
            {
                if (!_section.Current.On) return _controller.Board.Clock.UptimeMs + MqttEdge.LookEveryMs;
                _edge = new MqttEdge(_controller, _section, _link, _tap, _status, _condition);
            }

            return _edge.Step();
        }
    }
}
