// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace nanoFramework.M2Mqtt
{
    /// <summary>What all clients of a chip share. The package lets nobody change the retries: a message is sent three times, a second apart.</summary>
    public class MqttSettings
    {
        public const int BrokerDefaultPort = 1883;
        public const int BrokerDefaultSslPort = 8883;
        public const int DefaultTimeout = 30_000;
        public const int MaximumAttemptsRetry = 3;
        public const int DefaultDelayRetry = 1_000;
        public const int DefaultInflightQueueSize = int.MaxValue;

        private MqttSettings()
        {
        }

        public static MqttSettings Instance => Machine.Current.Static(() => new MqttSettings());

        public int AttemptsOnRetry { get; internal set; } = MaximumAttemptsRetry;

        public int DelayOnRetry { get; internal set; } = DefaultDelayRetry;

        public int TimeoutOnReceiving { get; internal set; } = DefaultTimeout;

        public int InflightQueueSize { get; set; } = DefaultInflightQueueSize;

        public bool ValidateServerCertificate { get; set; } = true;
    }
}
