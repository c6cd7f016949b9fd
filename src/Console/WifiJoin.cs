// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Network;
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Has the device join a Wi-Fi and follows how that goes, for Improv and for people.</summary>
    internal sealed class WifiJoin
    {
        /// <summary>A join takes up to 20 s, and the address as long again.</summary>
        public const int PatienceMs = 60000;

        // Looking makes garbage.
        private const int LookMs = 250;

        private readonly NetworkDesk _desk;
        private bool _isSeen;
        private long _lookAtMs;
        private long _untilMs;

        public WifiJoin(NetworkDesk desk)
        {
            _desk = desk;
        }

        /// <summary>The network as it was at the last look.</summary>
        public NetworkSnapshot Network { get; } = new NetworkSnapshot();

        public bool HasAddress => Network.IsLinkUp && Network.Interface.Address != 0;

        /// <summary>Looks anew.</summary>
        public void Look() => _desk.CopyTo(Network);

        /// <summary>Begins. Anything but Saved: nothing has changed.</summary>
        public SaveOutcome Begin(string ssid, string password, SettingsFault fault, long nowMs)
        {
            _isSeen = false;
            _lookAtMs = nowMs + LookMs;
            _untilMs = nowMs + PatienceMs;
            return _desk.JoinWifi(ssid, password, fault);
        }

        /// <summary>How it goes: Joining until it is over; Joined means that there is an address too.</summary>
        public JoinState Follow(long nowMs)
        {
            if (nowMs < _lookAtMs) return JoinState.Joining;
            _lookAtMs = nowMs + LookMs;
            bool isBusy = _desk.IsBusy;   // first: what is copied after it is not older
            Look();
            // What an earlier attempt came to says nothing about this one.
            _isSeen |= Network.Join == JoinState.Joining || isBusy;
            if (HasAddress && !isBusy && (Network.Stage == NetworkStage.Proven || (_isSeen && Network.Join == JoinState.Joined))) return JoinState.Joined;
            bool isRefused = _isSeen && !isBusy && Network.Join > JoinState.Joined;
            if (!isRefused && nowMs < _untilMs && Network.Stage != NetworkStage.Fallback) return JoinState.Joining;
            return isRefused ? Network.Join : JoinState.Failed;
        }
    }
}
