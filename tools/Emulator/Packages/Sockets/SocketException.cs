// SPDX-License-Identifier: MIT
namespace System.Net.Sockets
{
    /// <summary>What a socket throws; the code is all it tells.</summary>
    public class SocketException : Exception
    {
        public SocketException(SocketError error)
        {
            ErrorCode = (int)error;
        }

        public int ErrorCode { get; }
    }
}
