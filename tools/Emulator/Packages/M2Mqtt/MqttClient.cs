// SPDX-License-Identifier: MIT
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using nanoFramework.Emulation;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt
{
    /// <summary>
    /// A client of MQTT 3.1.1, QoS 0 and 1, with the package's ways: four threads; making one looks the name up; Connect blocks, up to 30 s when the broker
    /// accepts and says nothing, and leaves a thread behind when it fails, until Close; Publish only queues; a message is sent at most three times; Close takes 200 ms and more.
    /// </summary>
    public class MqttClient : IMqttClient, IDisposable
    {
        private const int CloseMs = 200;
        private const int JoinMs = 1000;

        private readonly Machine _machine = Machine.Current;
        private readonly AutoResetEvent _eventHandle = new(false);
        private readonly AutoResetEvent _keepAliveHandle = new(false);
        private readonly InflightQueue _inflight;
        private readonly Receiver _receiver;
        private readonly Queue<Action> _events = new();
        private readonly Lock _sending = new();
        private readonly Channel _channel;
        private Thread? _processThread;
        private Thread? _keepAliveThread;
        private volatile bool _isRunning;
        private volatile bool _isConnectionClosing;
        private bool _isAlreadyClosing;
        private int _keepAliveMs;
        private long _lastSentMs;
        private ushort _lastId;

        public MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate? caCert, X509Certificate? clientCert, MqttSslProtocols sslProtocol)
        {
            if (clientCert != null) throw new NotSupportedException("the emulated package has no client certificates");
            if (secure && sslProtocol is not (MqttSslProtocols.TLSv1_2 or MqttSslProtocols.TLSv1_3)) throw new ArgumentException("SSL/TLS protocol version not supported");
            _channel = new Channel(brokerHostName, brokerPort, secure, caCert?.GetRawCertData());
            _inflight = new InflightQueue(this);
            _receiver = new Receiver(this, _channel, _inflight);
            _machine.Stopped += WakeAll;
        }

        public delegate void ConnectionOpenedEventHandler(object sender, ConnectionOpenedEventArgs e);

        public event ConnectionOpenedEventHandler? ConnectionOpened;

        public event IMqttClient.MqttMsgPublishEventHandler? MqttMsgPublishReceived;

        public event IMqttClient.MqttMsgPublishedEventHandler? MqttMsgPublished;

        public event IMqttClient.MqttMsgSubscribedEventHandler? MqttMsgSubscribed;

        public event IMqttClient.MqttMsgUnsubscribedEventHandler? MqttMsgUnsubscribed;

        public event IMqttClient.ConnectionClosedEventHandler? ConnectionClosed;

        public bool IsConnected { get; private set; }

        public MqttSettings Settings { get; } = MqttSettings.Instance;

        public MqttReasonCode Connect(string clientId, string? username, string? password, bool willRetain, MqttQoSLevel willQosLevel, bool willFlag, string? willTopic, string? willMessage, bool cleanSession, ushort keepAlivePeriod)
        {
            try
            {
                _channel.Connect(Settings.ValidateServerCertificate);
            }
            catch (SocketException e)
            {
                throw new MqttConnectionException("Socket exception connecting to the broker: " + e.ErrorCode, e);
            }
            catch (Exception e) when (e is not PowerLost)
            {
                throw new MqttConnectionException("Exception connecting to the broker", e);
            }

            _isRunning = true;
            _isConnectionClosing = false;
            new Thread(_receiver.Run).Start();
            byte[] answer = SendReceive(Packet.ConnectOf(clientId, username, password, willRetain, willQosLevel, willFlag, willTopic, willMessage, cleanSession, keepAlivePeriod), Settings.TimeoutOnReceiving);
            if (answer[1] == (byte)MqttReasonCode.Success) StartWorkers(keepAlivePeriod);
            return (MqttReasonCode)answer[1];
        }

        public void Disconnect()
        {
            Send(Packet.Bare(Packet.Disconnect));
            OnConnectionClosing();
        }

        public void Close()
        {
            if (_isAlreadyClosing) return;
            _isAlreadyClosing = true;
            _isRunning = false;
            _eventHandle.Set();
            _machine.Time.Sleep(CloseMs);
            _inflight.Wake();
            _processThread?.Join(JoinMs);
            _keepAliveHandle.Set();
            _keepAliveThread?.Join(JoinMs);
            _inflight.Clear();
            lock (_events) _events.Clear();
            _channel.Close();
            _machine.Stopped -= WakeAll;
            IsConnected = false;
            _isAlreadyClosing = false;
        }

        public void Dispose()
        {
            OnConnectionClosing();
            Close();
        }

        public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
        {
            ushort id = NextId();
            _inflight.Enqueue(new Inflight { Answer = Packet.SubAck, Id = id, Bytes = _ => Packet.SubscribeOf(topics, qosLevels, id) });
            return id;
        }

        public ushort Unsubscribe(string[] topics)
        {
            ushort id = NextId();
            _inflight.Enqueue(new Inflight { Answer = Packet.UnsubAck, Id = id, Bytes = _ => Packet.UnsubscribeOf(topics, id) });
            return id;
        }

        public ushort Publish(string topic, byte[] message, string? contentType, ArrayList? userProperties, MqttQoSLevel qosLevel, bool retain)
        {
            if (!string.IsNullOrEmpty(contentType) || userProperties is { Count: > 0 }) throw new NotSupportedException();
            if (qosLevel == MqttQoSLevel.ExactlyOnce) throw new NotSupportedException("the emulated package has no QoS 2");
            ushort id = NextId();
            byte answer = qosLevel == MqttQoSLevel.AtMostOnce ? (byte)0 : Packet.PubAck;
            bool taken = _inflight.Enqueue(new Inflight { Answer = answer, Id = id, Bytes = again => Packet.PublishOf(topic, message, qosLevel, retain, again, id) });
            return taken ? id : throw new MqttClientException(MqttClientErrorCode.InflightQueueFull);
        }

        internal bool IsRunning => _isRunning;

        internal bool IsConnectionClosing => _isConnectionClosing;

        internal static long NowMs => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);

        /// <summary>On the thread that reads, before Connect's own wait ends.</summary>
        internal void RaiseOpened(byte code) => ConnectionOpened?.Invoke(this, new ConnectionOpenedEventArgs(new MqttMsgConnack { ReturnCode = (MqttReasonCode)code }));

        internal void RaiseReceived(MqttMsgPublishEventArgs message) => Raise(() => MqttMsgPublishReceived?.Invoke(this, message));

        /// <summary>A message got its answer; null: it did not, three times. Of those only a PUBLISH has an event.</summary>
        internal void RaiseEnded(Inflight message, byte[]? answer)
        {
            ushort id = message.Id;
            if (message.Answer == Packet.PubAck) Raise(() => MqttMsgPublished?.Invoke(this, new MqttMsgPublishedEventArgs(id, answer != null)));
            else if (answer == null) return;
            else if (message.Answer == Packet.UnsubAck) Raise(() => MqttMsgUnsubscribed?.Invoke(this, new MqttMsgUnsubscribedEventArgs(id)));
            else Raise(() => MqttMsgSubscribed?.Invoke(this, new MqttMsgSubscribedEventArgs(id, Array.ConvertAll(answer[2..], level => (MqttQoSLevel)level))));
        }

        internal void OnConnectionClosing()
        {
            if (_isConnectionClosing) return;
            _isConnectionClosing = true;
            IsConnected = false;
            _eventHandle.Set();
        }

        internal void Send(byte[] packet)
        {
            try
            {
                lock (_sending) _channel.Send(packet);
                Interlocked.Exchange(ref _lastSentMs, NowMs);
            }
            catch (Exception e) when (e is not PowerLost)
            {
                throw new MqttCommunicationException(e);
            }
        }

        private void Raise(Action handler)
        {
            lock (_events) _events.Enqueue(handler);
            _eventHandle.Set();
        }

        private void StartWorkers(ushort keepAliveSeconds)
        {
            _keepAliveMs = keepAliveSeconds * 1000;
            if (_keepAliveMs != 0)
            {
                _keepAliveThread = new Thread(KeepAlive);
                _keepAliveThread.Start();
            }

            new Thread(Dispatch).Start();
            _processThread = new Thread(() => _inflight.Run());
            _processThread.Start();
            IsConnected = true;
        }

        private void Dispatch()
        {
            while (_isRunning)
            {
                try
                {
                    Action? handler;
                    lock (_events) _events.TryDequeue(out handler);
                    if (handler == null && !_isConnectionClosing) _eventHandle.WaitOne();
                    _machine.CheckPower();
                    if (!_isRunning) return;
                    handler?.Invoke();
                    if (_events.Count > 0 || !_isConnectionClosing) continue;
                    Close();
                    ConnectionClosed?.Invoke(this, EventArgs.Empty);
                    return;
                }
                catch (Exception e) when (e is not PowerLost)
                {
                    OnConnectionClosing();
                }
            }
        }

        private void KeepAlive()
        {
            for (long waitMs = _keepAliveMs; _isRunning;)
            {
                _keepAliveHandle.WaitOne((int)waitMs);
                _machine.CheckPower();
                if (!_isRunning) return;
                long silentMs = NowMs - Interlocked.Read(ref _lastSentMs);
                waitMs = silentMs >= _keepAliveMs ? _keepAliveMs : _keepAliveMs - silentMs;
                if (silentMs >= _keepAliveMs) Ping();
            }
        }

        private void Ping()
        {
            try
            {
                SendReceive(Packet.Bare(Packet.PingReq), _keepAliveMs);
            }
            catch (Exception e) when (e is not PowerLost)
            {
                OnConnectionClosing();
            }
        }

        private byte[] SendReceive(byte[] packet, int timeoutMs)
        {
            _receiver.Expect();
            Send(packet);
            return _receiver.Await(timeoutMs);
        }

        private ushort NextId() => _lastId = (ushort)(_lastId == ushort.MaxValue ? 1 : _lastId + 1);

        private void WakeAll()
        {
            _isRunning = false;
            _inflight.Wake();
            _receiver.Wake();
            foreach (AutoResetEvent handle in new[] { _eventHandle, _keepAliveHandle }) handle.Set();
        }
    }
}
