// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>One TCP connection. Used by one thread at a time. Nothing here throws.</summary>
    public interface ITcpStream
    {
        /// <summary>The other side's IP address without port; empty when it is not known.</summary>
        string RemoteAddress { get; }

        /// <summary>Waits up to so many milliseconds; true when Receive has something to say.</summary>
        bool WaitForData(int timeoutMs);

        /// <summary>What has come, without waiting: 0 nothing yet, -1 the other side has closed or is gone.</summary>
        int Receive(byte[] buffer, int offset, int count);

        /// <summary>False: the other side is gone, or did not take it in the time of the stream.</summary>
        bool Send(byte[] buffer, int offset, int count);

        void Close();
    }
}
