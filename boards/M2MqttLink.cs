// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// The M2Mqtt package behind IMqttLink: a new client for each connection, its events taken off when it goes. The package looks the broker's name
    /// up whenever a client is made, and a look-up stops every thread of the chip for as long as it takes; so the address is kept here, the name is asked
    /// again only after several failures, and only of a name server that answers. With TLS the package checks the certificate against what it was given
    /// as host, so there it must be the name.
    /// </summary>
    public sealed class M2MqttLink : IMqttLink
    {
        private const int QueueSize = 24;
        private const int FailuresUntilLookUp = 5;

        private readonly INetwork _network;
        private readonly ManualResetEvent _news = new ManualResetEvent(false);
        private readonly MqttInbox _inbox = new MqttInbox();
        private MqttClient _client;
        private string _knownHost = "";
        private string _knownAddress = "";
        private int _failures;
        private int _refusal;   // the broker's own code; 0: none

        /// <param name="network">To ask its name server whether it is there; null: it is not asked.</param>
        public M2MqttLink(INetwork network)
        {
            _network = network;
        }

        public bool IsUp => _client != null && _client.IsConnected;

        public int Dropped => _inbox.Dropped;

        public MqttAnswer Connect(MqttBroker broker)
        {
            Drop();
            MqttAnswer answer = TryConnect(broker);
            if (answer == MqttAnswer.Connected)
            {
                _failures = 0;
                return answer;
            }

            _failures++;
            if (_failures % FailuresUntilLookUp == 0) _knownHost = "";
            Drop();
            return answer;
        }

        public bool Subscribe(string filter)
        {
            if (!IsUp) return false;
            try
            {
                _client.Subscribe(new string[] { filter }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public int Publish(string topic, byte[] payload, int count, bool confirm, bool retain)
        {
            if (!IsUp) return -1;
            byte[] message = new byte[count];
            Array.Copy(payload, message, count);
            try
            {
                int number = _client.Publish(topic, message, null, null, confirm ? MqttQoSLevel.AtLeastOnce : MqttQoSLevel.AtMostOnce, retain);
                return confirm ? number : 0;
            }
            catch (Exception)
            {
                return -1;   // the queue is full, or the client is just closing
            }
        }

        public bool TryTakeConfirmed(out int number, out bool arrived) => _inbox.TryTakeConfirmed(out number, out arrived);

        public bool TryReceive(MqttMessage into) => _inbox.TryTake(into);

        public void Close(bool politely)
        {
            try
            {
                if (politely && IsUp) _client.Disconnect();
            }
            catch (Exception)
            {
                // The line broke meanwhile: the broker publishes the will, which says the same.
            }

            Drop();
        }

        public void Wait(int ms)
        {
            _news.WaitOne(ms, false);
            _news.Reset();
        }

        public void Wake() => _news.Set();

        private MqttAnswer TryConnect(MqttBroker broker)
        {
            bool looksUp = broker.Secure || broker.Host != _knownHost;
            if (looksUp && !NameServer.Answers(_network, broker.Host)) return MqttAnswer.NameServerSilent;
            string target = broker.Secure ? broker.Host : AddressOf(broker.Host);
            if (target == null || !TryMakeClient(broker, target)) return MqttAnswer.NameUnknown;
            bool hasLogin = broker.User.Length > 0;
            try
            {
                return (MqttAnswer)(int)_client.Connect(broker.ClientId, hasLogin ? broker.User : null, hasLogin ? broker.Password : null, true,
                    MqttQoSLevel.AtLeastOnce, true, broker.WillTopic, broker.WillMessage, true, (ushort)broker.KeepAliveSeconds);
            }
            catch (MqttConnectionException)
            {
                return broker.Secure ? MqttAnswer.NotSecure : MqttAnswer.Unreachable;
            }
            catch (Exception)
            {
                // A broker that refuses closes right behind its answer, and the package may see the end before it has handed out the answer.
                return _refusal != 0 ? (MqttAnswer)_refusal : MqttAnswer.NoAnswer;
            }
        }

        private bool TryMakeClient(MqttBroker broker, string target)
        {
            try
            {
                // The chip's TLS library wants a NUL after PEM text.
                X509Certificate ca = broker.Secure && broker.Ca.Length > 0 ? new X509Certificate(System.Text.Encoding.UTF8.GetBytes(broker.Ca + "\0")) : null;
                _client = new MqttClient(target, broker.Port, broker.Secure, ca, null, broker.Secure ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None);
                _refusal = 0;
                _client.Settings.InflightQueueSize = QueueSize;
                _client.ConnectionOpened += OnAnswered;
                _client.MqttMsgPublishReceived += OnReceived;
                _client.MqttMsgPublished += OnPublished;
                _client.ConnectionClosed += OnClosed;
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        // Null: the name is not known.
        private string AddressOf(string host)
        {
            if (host == _knownHost) return _knownAddress;
            try
            {
                IPHostEntry entry = Dns.GetHostEntry(host);
                if (entry == null || entry.AddressList.Length == 0 || entry.AddressList[0] == null) return null;
                _knownAddress = entry.AddressList[0].ToString();
                _knownHost = host;
                return _knownAddress;
            }
            catch (Exception)
            {
                return null;
            }
        }

        // Also after an attempt that failed: the package leaves a thread and a socket behind.
        private void Drop()
        {
            MqttClient client = _client;
            if (client == null) return;
            _client = null;
            client.ConnectionOpened -= OnAnswered;
            client.MqttMsgPublishReceived -= OnReceived;
            client.MqttMsgPublished -= OnPublished;
            client.ConnectionClosed -= OnClosed;
            client.Close();
            _inbox.ForgetConfirmed();
        }

        private void OnAnswered(object sender, ConnectionOpenedEventArgs e) => _refusal = (int)e.Message.ReturnCode;

        private void OnReceived(object sender, MqttMsgPublishEventArgs e)
        {
            _inbox.Add(e.Topic, e.Message, e.Retain);
            _news.Set();
        }

        private void OnPublished(object sender, MqttMsgPublishedEventArgs e)
        {
            if (sender != _client) return;
            _inbox.AddConfirmed(e.MessageId, e.IsPublished);
            _news.Set();
        }

        private void OnClosed(object sender, EventArgs e) => _news.Set();
    }
}
