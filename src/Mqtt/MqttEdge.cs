// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// The device on its broker: keeps the connection up, publishes copies of what the loop owns, brings people's wishes to the loop. Runs on a thread of its
    /// own, because connecting waits; owns no state that a decision depends on.
    /// </summary>
    internal sealed class MqttEdge
    {
        /// <summary>How often values are looked at.</summary>
        public const int LookEveryMs = 500;

        private const int TextBytes = 4096;
        private const int WaitMs = 3000;
        private const int BusyMs = 20;
        private const int LeaveMs = 1000;

        private readonly EnergyController _controller;
        private readonly MqttSection _section;
        private readonly IMqttLink _link;
        private readonly IClock _clock;
        private readonly MqttStatus _status;
        private readonly Reconnect _reconnect;
        private readonly Outbox _outbox;
        private readonly TextBuffer _text = new TextBuffer(TextBytes);
        private readonly ValuePublisher _values;
        private readonly CommandDesk _desk;
        private readonly MqttMessage _message = new MqttMessage();
        private Snapshot _snapshot = new Snapshot();
        private MqttSettings _settings = new MqttSettings();
        private Topics _topics = new Topics("");
        private bool _isUp;
        private bool _greeted;
        private long _lookAtMs;
        private long _sampleAtMs;

        public MqttEdge(EnergyController controller, MqttSection section, IMqttLink link, MqttStatus status)
        {
            _controller = controller;
            _section = section;
            _link = link;
            _clock = controller.Board.Clock;
            _status = status;
            _reconnect = new Reconnect(controller.Board.System);
            _outbox = new Outbox(link);
            _values = new ValuePublisher(_outbox, _text);
            _desk = new CommandDesk(controller);
        }

        /// <summary>Does what is due. Returns the uptime at which there is more to do if nothing comes in.</summary>
        public long Step()
        {
            if (_section.Current != _settings) Adopt(_section.Current);
            long nowMs = _clock.UptimeMs;
            if (!_settings.On) return nowMs + LookEveryMs;
            if (!KeepUp(nowMs)) return _reconnect.AtMs;
            nowMs = _clock.UptimeMs;
            _status.Dropped = _link.Dropped;
            _outbox.Step(nowMs);
            if (!Greet(nowMs)) return nowMs + BusyMs;
            Receive(nowMs);
            Look(nowMs);
            bool more = _values.Step(_settings, _topics, _snapshot.Points, Utc(), nowMs);
            return more ? nowMs + BusyMs : _lookAtMs;
        }

        private void Adopt(MqttSettings settings)
        {
            if (_isUp) Leave();
            _settings = settings;
            _topics = new Topics(settings.Prefix);
            long nowMs = _clock.UptimeMs;
            _reconnect.Now(nowMs);
            _sampleAtMs = nowMs;
            _status.Enter(settings.On ? MqttState.Connecting : MqttState.Off, nowMs);
        }

        // True: connected. Connecting takes as long as it takes.
        private bool KeepUp(long nowMs)
        {
            if (_isUp && _link.IsUp) return true;
            if (_isUp) NoteLoss(nowMs);
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

            _isUp = true;
            _greeted = false;
            _status.Connections++;
            _status.Enter(MqttState.Connected, nowMs);
            return true;
        }

        private void NoteLoss(long nowMs)
        {
            _isUp = false;
            _outbox.Break();
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

        // The first words of a connection. True: said, and the broker has heard them.
        private bool Greet(long nowMs)
        {
            if (_greeted) return true;
            if (_outbox.TryTakeEnd(this, out bool arrived) && arrived)
            {
                _link.Subscribe(_topics.AnySet);
                _link.Subscribe(_topics.Command);
                _greeted = true;
                _lookAtMs = nowMs;
                _values.All(_settings, _snapshot.Points);
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

        // A broker that is told good-bye keeps the will to itself, so it is told first that the device goes.
        private void Leave()
        {
            long nowMs = _clock.UptimeMs;
            if (_link.IsUp && _outbox.IsFree) Say(Topics.Offline, nowMs);
            for (long untilMs = nowMs + LeaveMs; _clock.UptimeMs < untilMs && !_outbox.TryTakeEnd(this, out bool arrived);)
            {
                _link.Wait(BusyMs);
                _outbox.Step(_clock.UptimeMs);
            }

            _link.Close(true);
            _outbox.Break();
            _isUp = false;
        }

        private void Receive(long nowMs)
        {
            while (_link.TryReceive(_message))
            {
                string answer = null;
                string id = _topics.IdOfSet(_message.Topic);
                if (_message.Topic == _topics.Command) answer = _desk.Command(_message);
                else if (id != null) answer = _desk.Set(id, _message);
                _lookAtMs = nowMs;   // people want to see what became of it
                if (answer == null) continue;
                _text.Clear();
                _text.Append(answer);
                _outbox.Send(_topics.Answer, _text, false);
            }
        }

        private void Look(long nowMs)
        {
            if (nowMs < _lookAtMs) return;
            _lookAtMs = nowMs + LookEveryMs;
            if (!_controller.TryRun(_snapshot, WaitMs))
            {
                // The loop may still run it: that one is left alone.
                _snapshot = new Snapshot();
                return;
            }

            if (nowMs >= _sampleAtMs)
            {
                _sampleAtMs = nowMs + _settings.IntervalSeconds * 1000L;
                _values.All(_settings, _snapshot.Points);
            }

            _values.Look(_settings, _snapshot.Points);
        }

        private long Utc() => _clock.TryGetUtc(out long unixMs) ? unixMs : MqttTime.Unknown;

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
