// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Mqtt
{
    /// <summary>What the owner set for MQTT. Only MqttReader fills one; after that nothing changes in it, so any thread may read it.</summary>
    internal sealed class MqttSettings
    {
        public const int DefaultPort = 1883;
        public const int DefaultSecurePort = 8883;

        public bool On;
        public string Host = "";
        public int Port = DefaultPort;
        public bool Tls;

        /// <summary>The certificate that the broker's must come from, PEM.</summary>
        public string Ca = "";
        public string User = "";
        public string Password = "";
        public string ClientId = "";
        public string Prefix = "";
        public int KeepAliveSeconds = 60;

        /// <summary>Seconds between two samples of all chosen points.</summary>
        public int IntervalSeconds = 60;
        public bool OnChange = true;
        public bool Retain = true;

        /// <summary>0 or 1, for values; what must not be lost always goes with 1.</summary>
        public int Qos;

        /// <summary>Samples wait in flash while the broker is away.</summary>
        public bool Store = true;

        /// <summary>Home Assistant's discovery.</summary>
        public bool Discovery = true;
        public string DiscoveryPrefix = "homeassistant";

        /// <summary>True: the owner chose points; false: every point that has a source.</summary>
        public bool HasChoice;
        public readonly bool[] Chosen = new bool[PointId.Count];

        private long[] _bandsMilli;   // null: nobody wants one

        /// <summary>How far a value must move to be published before the interval is over, thousandths; 0: any change.</summary>
        public long BandMilli(int point) => _bandsMilli == null ? 0 : _bandsMilli[point];

        public void SetBand(int point, long milli)
        {
            if (milli == 0) return;
            if (_bandsMilli == null) _bandsMilli = new long[PointId.Count];
            _bandsMilli[point] = milli;
        }

        /// <summary>True for points that are published, whether they have a value now or not.</summary>
        public bool Includes(int point, PointTable points)
        {
            if (HasChoice) return Chosen[point];
            if (point >= PointId.Time) return false;
            bool isNamed = points.Name(point).Length > 0;
            if (PointId.IsEvent(point)) return isNamed;
            return points.Quality(point) != Quality.Never || (isNamed && point < PointId.FirstInput);
        }
    }
}
