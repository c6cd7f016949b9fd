// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>A UDP port. Nothing here waits. Addresses as in NetworkState.</summary>
    public interface IDatagramSocket
    {
        /// <summary>True when a datagram waits. Cheap, and makes no garbage.</summary>
        bool HasDatagram { get; }

        /// <summary>Takes the next datagram; what does not fit into the buffer is lost. Returns its length, or -1 when there is none or the socket is broken.</summary>
        int Receive(byte[] buffer);

        /// <summary>Sender of the datagram that Receive has taken last.</summary>
        uint FromAddress { get; }

        int FromPort { get; }

        /// <summary>Sends bytes 0 to count. False: not sent; datagrams may be lost on the way as well.</summary>
        bool Send(byte[] buffer, int count, uint address, int port);

        void Close();
    }
}
