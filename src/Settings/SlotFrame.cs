// SPDX-License-Identifier: MIT
namespace Wattwarden.Settings
{
    /// <summary>
    /// The frame around a settings document in flash. Little endian; the checksum covers the twelve bytes before it and the document.
    /// <code>
    ///  0   1   2    3         4          8         12        16 …
    /// 'W' 'W' 'S'  format  | sequence | length   | CRC-32  | JSON document
    ///                1     |   u32    | u32      |  u32    | length bytes, UTF-8
    /// </code>
    /// </summary>
    internal static class SlotFrame
    {
        public const int HeaderBytes = 16;

        private const byte Format = 1;
        private const int CheckedHeaderBytes = 12;
        private const int SequenceAt = 4;
        private const int LengthAt = 8;
        private const int CrcAt = 12;

        /// <summary>Fills in the header in front of a document that already stands behind it.</summary>
        public static void Seal(byte[] frame, uint sequence, int documentBytes)
        {
            frame[0] = (byte)'W';
            frame[1] = (byte)'W';
            frame[2] = (byte)'S';
            frame[3] = Format;
            Put(frame, SequenceAt, sequence);
            Put(frame, LengthAt, (uint)documentBytes);
            Put(frame, CrcAt, Sum(frame, documentBytes));
        }

        /// <summary>True when these bytes are one whole frame: magic, format, exact length and checksum.</summary>
        public static bool IsWhole(byte[] frame, int frameBytes)
        {
            if (frameBytes < HeaderBytes || frame[0] != 'W' || frame[1] != 'W' || frame[2] != 'S' || frame[3] != Format) return false;
            int documentBytes = frameBytes - HeaderBytes;
            return Get(frame, LengthAt) == (uint)documentBytes && Get(frame, CrcAt) == Sum(frame, documentBytes);
        }

        public static uint Sequence(byte[] frame) => Get(frame, SequenceAt);

        /// <summary>Which of two frames was written later. The difference as a signed number keeps the order when the counter passes 2^32.</summary>
        public static bool IsLater(uint sequence, uint than) => (int)(sequence - than) > 0;

        public static uint Checksum(byte[] frame) => Get(frame, CrcAt);

        private static uint Sum(byte[] frame, int documentBytes)
        {
            uint sum = Crc32.Add(Crc32.Start, frame, 0, CheckedHeaderBytes);
            return Crc32.End(Crc32.Add(sum, frame, HeaderBytes, documentBytes));
        }

        private static void Put(byte[] bytes, int at, uint value)
        {
            bytes[at] = (byte)value;
            bytes[at + 1] = (byte)(value >> 8);
            bytes[at + 2] = (byte)(value >> 16);
            bytes[at + 3] = (byte)(value >> 24);
        }

        private static uint Get(byte[] bytes, int at) =>
            bytes[at] | ((uint)bytes[at + 1] << 8) | ((uint)bytes[at + 2] << 16) | ((uint)bytes[at + 3] << 24);
    }
}
