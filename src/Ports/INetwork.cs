// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>
    /// The board's one network interface, a cable or a Wi-Fi. Nothing here waits: what the chip is slow at begins with Begin…, one at a time,
    /// and IsBusy tells when it is done.
    /// </summary>
    public interface INetwork
    {
        /// <summary>True: joins a Wi-Fi. False: Ethernet.</summary>
        bool IsWireless { get; }

        /// <summary>The hardware address, 6 bytes; all 0 when the chip does not tell.</summary>
        byte[] Mac { get; }

        /// <summary>Cable in at both ends, or joined to a Wi-Fi. Cheap.</summary>
        bool IsLinkUp { get; }

        /// <summary>True while what Begin… has begun is at work; another Begin… is refused meanwhile.</summary>
        bool IsBusy { get; }

        /// <summary>What the interface uses now. Makes garbage: every few seconds, not every step. False: the chip does not tell, nothing was changed.</summary>
        bool TryRead(NetworkState into);

        /// <summary>Has the chip take its address so, now and after every restart. False: refused, it is busy.</summary>
        bool BeginApply(AddressPlan plan);

        /// <summary>Has the chip join this Wi-Fi, now and after every restart; it joins again by itself when it was lost. An open one has the password "". False: refused, or no Wi-Fi.</summary>
        bool BeginJoin(string ssid, string password);

        /// <summary>How the last BeginJoin of this run went.</summary>
        JoinState Join { get; }

        /// <summary>Looks for Wi-Fis, for about a second per channel heard. False: refused, or no Wi-Fi.</summary>
        bool BeginScan();

        /// <summary>What the last scan found, strongest first; empty before.</summary>
        WifiNetwork[] Found { get; }

        /// <summary>Asks a host for a TCP connection, to find out whether it is there at all: a refusal is an answer too. False: refused, it is busy.</summary>
        bool BeginProbe(uint address, int port);

        /// <summary>True when the host of the last probe has answered in any way.</summary>
        bool ProbeAnswered { get; }

        /// <summary>Gives a probe up that takes too long.</summary>
        void EndProbe();

        /// <summary>Opens a UDP port; group: a multicast group to join as well, 0 for none. Null: the chip has no socket left, or no network yet.</summary>
        IDatagramSocket OpenDatagrams(int port, uint group);
    }
}
