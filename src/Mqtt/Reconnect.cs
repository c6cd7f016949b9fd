// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// When to try again: after a pause by chance, evenly from 2 s to the end of a window. The window is 20 s, or as long as the broker has been away so far if
    /// that is longer, at most 5 min. So a device is back no later than the longer of 20 s and the outage itself, and a thousand devices do not come back at once.
    /// A connection that held for a minute begins the row anew.
    /// </summary>
    public sealed class Reconnect
    {
        public const int LeastMs = 2000;
        public const int FirstWindowMs = 20000;
        public const int LongestWindowMs = 300000;
        public const int HeldMs = 60000;

        private readonly ISystem _system;
        private readonly byte[] _fresh = new byte[2];
        private uint _chance;
        private long _awaySinceMs;

        public Reconnect(ISystem system)
        {
            _system = system;
        }

        /// <summary>Uptime of the next attempt.</summary>
        public long AtMs { get; private set; }

        /// <summary>Attempts at once: settings have changed.</summary>
        /// <param name="id">No two devices of a broker have the same: it sets their chances apart even where chips draw the same bytes.</param>
        public void Begin(string id, long nowMs)
        {
            for (int i = 0; i < id.Length; i++) Stir(id[i]);
            _awaySinceMs = nowMs;
            AtMs = nowMs;
        }

        /// <summary>An attempt has failed, or a connection has ended after so long.</summary>
        public void Failed(long nowMs, long heldMs)
        {
            if (heldMs >= HeldMs) _awaySinceMs = nowMs;
            long windowMs = nowMs - _awaySinceMs;
            if (windowMs < FirstWindowMs) windowMs = FirstWindowMs;
            if (windowMs > LongestWindowMs) windowMs = LongestWindowMs;
            _system.FillRandom(_fresh);
            Stir(_fresh[0] | (_fresh[1] << 8));
            AtMs = nowMs + LeastMs + ((windowMs - LeastMs) * (_chance >> 16) >> 16);
        }

        // A step of the generator in Numerical Recipes, section 7.1; its upper half is what to take.
        private void Stir(int news) => _chance = (_chance ^ (uint)news) * 1664525 + 1013904223;
    }
}
