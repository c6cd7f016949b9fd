// SPDX-License-Identifier: MIT
using System.Net.Sockets;
using nanoFramework.Emulation;

namespace System.Net
{
    /// <summary>Name look-ups. While one runs, no thread of the chip does.</summary>
    public static class Dns
    {
        public static IPHostEntry GetHostEntry(string hostNameOrAddress)
        {
            Machine machine = Machine.Current;
            machine.CheckPower();
            IPAddress? address = machine.Network.LookUp(machine, hostNameOrAddress);
            if (address is null) throw new SocketException((int)SocketError.HostNotFound);
            return new IPHostEntry(hostNameOrAddress, [address]);
        }
    }

    public class IPHostEntry
    {
        internal IPHostEntry(string hostName, IPAddress[] addressList)
        {
            HostName = hostName;
            AddressList = addressList;
        }

        public string HostName { get; }

        public IPAddress[] AddressList { get; }
    }
}
