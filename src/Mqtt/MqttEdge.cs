// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Storage;
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

        /// <summary>The longest message: all points with their greatest values. Home Assistant's announcements have a buffer of their own.</summary>
        public const int TextBytes = 2560;

        private const int WaitMs = 3000;
        private const int BusyMs = 20;

        private readonly EnergyController _controller;
        private readonly MqttSection _section;
        private readonly IClock _clock;
        private readonly MqttConnection _connection;
        private readonly SampleTap _tap;
        private readonly Outbox _outbox;
        private readonly ValuePublisher _values;
        private readonly ThresholdDesk _thresholds;
        private readonly EventPublisher _events;
        private readonly Announcer _announcer;
        private readonly Forwarder _forwarder;
        private readonly MessageDesk _desk;
        private readonly MqttStatus _status;
        private Snapshot _snapshot = new Snapshot();
        private MqttSettings _settings = new MqttSettings();
        private Topics _topics = new Topics("");
        private bool _isFirstTurn;
        private bool _leaves;
        private long _lookAtMs;

        public MqttEdge(EnergyController controller, MqttSection section, IMqttLink link, SampleTap tap, MqttStatus status, int condition)
        {
            _controller = controller;
            _section = section;
            _clock = controller.Board.Clock;
            _status = status;
            TextBuffer text = new TextBuffer(TextBytes);
            IFileStore files = controller.Storage.Files;
            RecordQueue queue = new RecordQueue(files, OwnFiles.Samples);
            queue.Load(FirstRun(controller.Board.System));
            _outbox = new Outbox(link);
            _connection = new MqttConnection(link, _outbox, controller.Board, status, text);
            _tap = tap;
            _values = new ValuePublisher(_outbox, text);
            _thresholds = new ThresholdDesk(controller, _outbox, text);
            _events = new EventPublisher(_outbox, text);
            _announcer = new Announcer(files, _outbox, text, controller.Board.Name);
            _forwarder = new Forwarder(_tap, queue, _outbox, text);
            _desk = new MessageDesk(controller, link, _outbox, _thresholds, text);
            _snapshot.Condition = condition;
        }

        /// <summary>Does what is due. Returns the uptime at which there is more to do if nothing comes in.</summary>
        public long Step()
        {
            if (_section.Current != _settings) Adopt(_section.Current);
            long nowMs = _clock.UptimeMs;
            if (!_settings.On && !_status.WasOn) return nowMs + LookEveryMs;
            bool isNew = Look(nowMs);
            if (!_settings.On || _leaves) return nowMs + LookEveryMs;
            if (!_connection.KeepUp(_clock.UptimeMs))
            {
                nowMs = _clock.UptimeMs;
                _forwarder.Hold(_settings, nowMs);
                _status.Waiting = _forwarder.Waiting;
                _status.Lost = _forwarder.Lost;
                return _lookAtMs < _connection.NextAttemptMs ? _lookAtMs : _connection.NextAttemptMs;
            }

            nowMs = _clock.UptimeMs;
            if (_connection.TakeBeginning()) Begin();
            if (_desk.Receive(_topics, _settings, _snapshot.Inventory, nowMs))
            {
                _lookAtMs = nowMs;   // people want to see what became of it
                isNew = Look(nowMs);
            }

            if (_desk.TakeBirth()) Begin();
            if (isNew) _values.Look(_settings, _snapshot.Points);
            return Publish(nowMs) ? nowMs + BusyMs : _lookAtMs;
        }

        private void Adopt(MqttSettings settings)
        {
            long nowMs = _clock.UptimeMs;
            bool isKnown = settings.On && settings.Discovery && settings.ClientId == _settings.ClientId && settings.DiscoveryPrefix == _settings.DiscoveryPrefix && settings.Host == _settings.Host;
            if (!isKnown && _connection.IsUp) _announcer.TakeAway(_settings);
            _connection.Leave();
            _settings = settings;
            _topics = new Topics(settings.Prefix);
            _connection.Use(settings, _topics, nowMs);
            _tap.Set(settings.On ? settings.IntervalSeconds * 1000L : 0, nowMs);
            _lookAtMs = nowMs;
        }

        // A connection has begun, or Home Assistant has: everything is said anew.
        private void Begin()
        {
            _announcer.Begin();
            _values.All(_settings, _snapshot.Points);
            _thresholds.All();
        }

        // True: something is on its way or waits. What must arrive takes turns, so that neither values nor samples wait for ever.
        private bool Publish(long nowMs)
        {
            long utcMs = _clock.TryGetUtc(out long unixMs) ? unixMs : MqttTime.Unknown;
            bool more = _announcer.Step(_settings, _topics, _snapshot, nowMs);
            more |= _thresholds.Step(_topics, _snapshot.Inventory.Events, _settings.Retain);
            _isFirstTurn = !_isFirstTurn;
            if (_isFirstTurn) more |= _forwarder.Step(_topics, _clock, nowMs);
            more |= _values.Step(_settings, _topics, _snapshot.Points, !_announcer.IsBusy, utcMs, nowMs);
            more |= _events.Step(_topics, _snapshot, utcMs, nowMs);
            if (!_isFirstTurn) more |= _forwarder.Step(_topics, _clock, nowMs);
            _status.Waiting = _forwarder.Waiting;
            _status.Lost = _forwarder.Lost;
            return more;
        }

        // True: there is a new copy.
        private bool Look(long nowMs)
        {
            if (nowMs < _lookAtMs) return false;
            _lookAtMs = nowMs + LookEveryMs;
            _snapshot.IsOffline = _settings.On && _status.State == MqttState.Waiting;
            _snapshot.Why = _snapshot.IsOffline ? _status.Problem() : "";
            if (!_controller.TryRun(_snapshot, WaitMs))
            {
                // The loop may still run it: that one is left alone.
                _snapshot = new Snapshot(_snapshot);
                return false;
            }

            _status.WasOn = _settings.On || _snapshot.IsOffline;
            if (_forwarder.Collect(_settings, _snapshot.Points)) _values.All(_settings, _snapshot.Points);
            _announcer.Look(_settings, _snapshot, nowMs);
            if (_snapshot.IsRestarting && !_leaves) LeaveForRestart();
            return true;
        }

        private void LeaveForRestart()
        {
            _leaves = true;
            _connection.Leave();
            _forwarder.Hold(_settings, _clock.UptimeMs);
            _forwarder.Save(_settings);
        }

        // Any number will do that an erased device has hardly had before.
        private static uint FirstRun(ISystem system)
        {
            byte[] chance = new byte[3];
            system.FillRandom(chance);
            return 1 + (uint)(chance[0] | (chance[1] << 8) | (chance[2] << 16));
        }
    }
}
