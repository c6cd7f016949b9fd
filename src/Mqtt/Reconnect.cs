// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// When to try again: 5 s after the first failure, then twice as long each time up to 5 min, each pause a quarter shorter or longer by chance, so
    /// that a thousand devices do not come back at once. A connection that held for a minute begins the row anew.
    /// </summary>
    internal sealed class Reconnect
    {
        public const int FirstMs = 5000;
        public const int LongestMs = 300000;
        public const int HeldMs = 60000;

        private readonly ISystem _system;
        private readonly byte[] _chance = new byte[2];
        private int _pauseMs = FirstMs;

        public Reconnect(ISystem system)
        {
            _system = system;
        }

        /// <summary>Uptime of the next attempt.</summary>
        public long AtMs { get; private set; }

        /// <summary>Attempts at once: settings have changed.</summary>
        public void Now(long nowMs)
        {
            _pauseMs = FirstMs;
            AtMs = nowMs;
        }

        /// <summary>An attempt has failed, or a connection has ended after so long.</summary>
        public void Failed(long nowMs, long heldMs)
        {
            if (heldMs >= HeldMs) _pauseMs = FirstMs;
            _system.FillRandom(_chance);
            int thousandths = 750 + (_chance[0] | (_chance[1] << 8)) % 501;
            AtMs = nowMs + (long)_pauseMs * thousandths / 1000;
            _pauseMs = _pauseMs * 2 > LongestMs ? LongestMs : _pauseMs * 2;
        }
    }
}
