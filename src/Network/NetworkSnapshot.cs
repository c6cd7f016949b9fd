// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Network
{
    /// <summary>A copy of what the keeper knows, for other threads.</summary>
    public sealed class NetworkSnapshot
    {
        public NetworkStage Stage;

        /// <summary>The stage in a sentence.</summary>
        public string State = "";

        public bool IsWireless;
        public bool IsLinkUp;

        /// <summary>The interface as it is.</summary>
        public NetworkState Interface = new NetworkState();

        public JoinState Join;

        /// <summary>True when other settings are stored than were in use at the start.</summary>
        public bool NeedsRestart;

        /// <summary>Name in the local network, without ".local".</summary>
        public string HostName = "";

        public byte[] Mac = new byte[6];
    }
}
