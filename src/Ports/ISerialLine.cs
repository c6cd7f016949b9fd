// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>Parity bit of a serial character.</summary>
    public enum LineParity : byte
    {
        None = 0,
        Even = 1,
        Odd = 2,
    }

    /// <summary>A half-duplex byte line (RS-485). Nothing here waits: the caller polls.</summary>
    public interface ISerialLine
    {
        /// <summary>Applies bit rate (1200…115200), parity and stop bits (1 or 2). Cheap when nothing changes. False when the line cannot be opened.</summary>
        bool Configure(int bitRate, LineParity parity, int stopBits);

        /// <summary>Received bytes that wait to be read.</summary>
        int Available { get; }

        /// <summary>Takes at most count bytes that have already arrived; returns how many.</summary>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Sends all bytes. May return before the last bit is on the wire.</summary>
        void Write(byte[] buffer, int offset, int count);

        /// <summary>Drops everything received so far.</summary>
        void DiscardInput();
    }
}
