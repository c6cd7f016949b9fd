// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>The connection over time: attempts and pauses, the first words, the last words, and a broker that has stopped answering.</summary>
    internal sealed class MqttConnection
    {
        private const int LeaveMs = 1000;
        private const int PollMs = 20;

        private readonly IMqttLink _link;
        private readonly Outbox _outbox;
        private readonly IClock _clock;
        private readonly MqttStatus _status;
        private readonly TextBuffer _text;
        private readonly Reconnect _reconnect;
        private MqttSettings _settings = new MqttSettings();
        private Topics _topics;
        private bool _greeted;
        private bool _begins;

        public MqttConnection(IMqttLink link, Outbox outbox, IBoard board, MqttStatus status, TextBuffer text)
        {
            _link = link;
            _outbox = outbox;
            _clock = board.Clock;
            _status = status;
            _text = text;
            _reconnect = new Reconnect(board.System);
        }

        public bool IsUp { get; private set; }

        public long NextAttemptMs => IsUp ? _clock.UptimeMs + PollMs : _reconnect.AtMs;

        /// <summary>From now on with these settings.</summary>
        public void Use(MqttSettings settings, Topics topics, long nowMs)
        {
            _settings = settings;
            _topics = topics;
            _reconnect.Begin(settings.ClientId, nowMs);
            _status.Enter(settings.On ? MqttState.Connecting : MqttState.Off, nowMs);
        }

        /// <summary>True: connected, and the broker has heard that the device is there. Connecting takes as long as it takes.</summary>
        public bool KeepUp(long nowMs)
        {
            _status.Dropped = _link.Dropped;
            _outbox.Step(nowMs);
            if (IsUp && (!_link.IsUp || _outbox.IsUnheard)) NoteLoss(nowMs);
            if (IsUp) return Greet(nowMs);
            if (nowMs < _reconnect.AtMs) return false;
            _status.Enter(MqttState.Connecting, nowMs);
            _status.LastAnswer = _link.Connect(Broker());
            nowMs = _clock.UptimeMs;
            if (_status.LastAnswer != MqttAnswer.Connected)
            {
                _status.Failures++;
                Retry(nowMs, 0);
                return false;
            }

            IsUp = true;
            _greeted = false;
            _outbox.Begin();
            _status.Connections++;
            _status.Enter(MqttState.Connected, nowMs);
            return Greet(nowMs);
        }

        /// <summary>True once for each connection: everything is to be said.</summary>
        public bool TakeBeginning()
        {
            bool begins = _begins;
            _begins = false;
            return begins;
        }

        /// <summary>Ends the connection. A broker that is told good-bye keeps the will to itself, so it is told first that the device goes.</summary>
        public void Leave()
        {
            if (!IsUp) return;
            IsUp = false;
            long nowMs = _clock.UptimeMs;
            _outbox.Begin();
            if (_link.IsUp) Say(Topics.Offline, nowMs);
            for (int polls = 0; polls < LeaveMs / PollMs && !_outbox.TryTakeEnd(this, out bool arrived); polls++)
            {
                _link.Wait(PollMs);
                _outbox.Step(_clock.UptimeMs);
            }

            _link.Close(true);
            _outbox.Begin();
        }

        private void NoteLoss(long nowMs)
        {
            IsUp = false;
            _outbox.Begin();
            _link.Close(false);
            _status.WasLost = true;
            Retry(nowMs, nowMs - _status.SinceMs);
        }

        private void Retry(long nowMs, long heldMs)
        {
            _reconnect.Failed(nowMs, heldMs);
            _status.NextAttemptMs = _reconnect.AtMs;
            _status.Enter(MqttState.Waiting, nowMs);
        }

        private bool Greet(long nowMs)
        {
            if (_greeted) return true;
            if (_outbox.TryTakeEnd(this, out bool arrived) && arrived)
            {
                _link.Subscribe(_topics.AnySet);
                _link.Subscribe(_topics.Command);
                if (_settings.Discovery) _link.Subscribe(_settings.DiscoveryPrefix + "/" + Topics.StatusName);
                _greeted = true;
                _begins = true;
                return true;
            }

            if (_outbox.IsFree) Say(Topics.Online, nowMs);
            return false;
        }

        private void Say(string status, long nowMs)
        {
            _text.Clear();
            _text.Append(status);
            _outbox.Send(this, _topics.Status, _text, true, nowMs);
        }

        private MqttBroker Broker() => new MqttBroker
        {
            Host = _settings.Host,
            Port = _settings.Port,
            Secure = _settings.Tls,
            Ca = _settings.Ca,
            ClientId = _settings.ClientId,
            User = _settings.User,
            Password = _settings.Password,
            WillTopic = _topics.Status,
            WillMessage = Topics.Offline,
            KeepAliveSeconds = _settings.KeepAliveSeconds,
        };
    }
}
