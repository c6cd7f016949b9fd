// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>The board's serial port for people, the factory and Improv: bytes in and out, 115200 8N1. Nothing here waits.</summary>
    public interface IConsoleLine
    {
        int Available { get; }

        int Read(byte[] buffer, int offset, int count);

        void Write(byte[] buffer, int offset, int count);
    }
}
