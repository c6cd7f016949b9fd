// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>Brings what comes in to where it belongs, and the answers back.</summary>
    internal sealed class MessageDesk
    {
        public const string RestartId = "restart";
        public const string Press = "PRESS";

        private readonly EnergyController _controller;
        private readonly IMqttLink _link;
        private readonly Outbox _outbox;
        private readonly ThresholdDesk _thresholds;
        private readonly CommandDesk _commands;
        private readonly TextBuffer _text;
        private readonly MqttMessage _message = new MqttMessage();
        private bool _birth;

        public MessageDesk(EnergyController controller, IMqttLink link, Outbox outbox, ThresholdDesk thresholds, TextBuffer text)
        {
            _controller = controller;
            _link = link;
            _outbox = outbox;
            _thresholds = thresholds;
            _commands = new CommandDesk(controller);
            _text = text;
        }

        /// <summary>Takes what has come in. True: outputs may have been switched.</summary>
        public bool Receive(Topics topics, MqttSettings settings, Inventory inventory, long nowMs)
        {
            bool any = false;
            while (_link.TryReceive(_message))
            {
                any = true;
                Answer(topics, Take(topics, settings, inventory, nowMs));
            }

            Answer(topics, _thresholds.SaveWhenQuiet(nowMs));
            return any;
        }

        /// <summary>True once after Home Assistant has come up.</summary>
        public bool TakeBirth()
        {
            bool birth = _birth;
            _birth = false;
            return birth;
        }

        private string Take(Topics topics, MqttSettings settings, Inventory inventory, long nowMs)
        {
            if (_message.Topic == topics.Command) return _commands.Command(_message);
            if (settings.Discovery && _message.Topic == settings.DiscoveryPrefix + "/" + Topics.StatusName)
            {
                // Retained: it was up before us, and we have announced ourselves anyhow.
                _birth |= !_message.Retained && CommandDesk.Text(_message) == Topics.Online;
                return null;
            }

            string id = topics.IdOfSet(_message.Topic);
            if (id == null) return null;
            if (id == RestartId) return Restart();
            int condition = ThresholdDesk.Find(id);
            return condition < 0 ? _commands.Set(id, _message) : _thresholds.Set(id, condition, inventory.Events, _message, nowMs);
        }

        private string Restart()
        {
            if (_message.Retained) return RestartId + ": retained commands are not carried out";
            if (CommandDesk.Text(_message) != Press) return RestartId + ": send " + Press;
            return _controller.TryRun(new RestartWish(), CommandDesk.WaitMs) ? null : CommandDesk.Busy;
        }

        private void Answer(Topics topics, string answer)
        {
            if (answer == null) return;
            _text.Clear();
            _text.Append(answer);
            _outbox.Send(topics.Answer, _text, false);
        }

        private sealed class RestartWish : LoopJob
        {
            protected override void Run(EnergyController controller, long nowMs) => controller.AskRestart(nowMs);
        }
    }
}
