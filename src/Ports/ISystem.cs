// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>What the chip and its runtime tell and can do. Everything here may be slow; not for the control path.</summary>
    public interface ISystem
    {
        /// <summary>Board name as in docs/boards, for example "Olimex ESP32-EVB".</summary>
        string BoardName { get; }

        /// <summary>Managed heap that is free, in bytes.</summary>
        long FreeHeapBytes { get; }

        /// <summary>The largest block that could still be allocated natively, in bytes; -1 where the platform does not tell.</summary>
        long LargestFreeBlockBytes { get; }

        /// <summary>Restarts the device. Does not return on hardware.</summary>
        void Restart();

        /// <summary>A new signal between two threads, not set.</summary>
        ISignal CreateSignal();

        /// <summary>Fills the buffer with the best random bytes that the chip has.</summary>
        void FillRandom(byte[] buffer);

        /// <summary>HMAC-SHA-256 of data under key: 32 bytes.</summary>
        byte[] HmacSha256(byte[] key, byte[] data);
    }
}
