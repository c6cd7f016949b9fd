// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace Wattwarden.Emulator.Meters;

/// <summary>How a number lies in registers.</summary>
public enum Encoding
{
    Unsigned16,
    Signed16,
    Signed32,

    /// <summary>Low register first, high byte first inside each.</summary>
    Signed32LowFirst,
    Unsigned32,
    Signed64,
    Unsigned64,
    Float32,
    Float64,
}

internal static class Encodings
{
    public static int Registers(this Encoding encoding) => encoding switch
    {
        Encoding.Unsigned16 or Encoding.Signed16 => 1,
        Encoding.Signed64 or Encoding.Unsigned64 or Encoding.Float64 => 4,
        _ => 2,
    };

    /// <summary>Writes the value as the device would; whole numbers are rounded and stop at their limits.</summary>
    public static void Write(this Encoding encoding, double value, Span<byte> into)
    {
        switch (encoding)
        {
            case Encoding.Unsigned16:
                BinaryPrimitives.WriteUInt16BigEndian(into, (ushort)Math.Clamp(Math.Round(value), 0, ushort.MaxValue));
                break;
            case Encoding.Signed16:
                BinaryPrimitives.WriteInt16BigEndian(into, (short)Math.Clamp(Math.Round(value), short.MinValue, short.MaxValue));
                break;
            case Encoding.Signed32:
                BinaryPrimitives.WriteInt32BigEndian(into, Whole(value));
                break;
            case Encoding.Signed32LowFirst:
                BinaryPrimitives.WriteInt16BigEndian(into, unchecked((short)Whole(value)));
                BinaryPrimitives.WriteInt16BigEndian(into[2..], (short)(Whole(value) >> 16));
                break;
            case Encoding.Unsigned32:
                BinaryPrimitives.WriteUInt32BigEndian(into, (uint)Math.Clamp(Math.Round(value), 0, uint.MaxValue));
                break;
            case Encoding.Signed64:
            case Encoding.Unsigned64:
                BinaryPrimitives.WriteInt64BigEndian(into, (long)Math.Round(value));
                break;
            case Encoding.Float32:
                BinaryPrimitives.WriteSingleBigEndian(into, (float)value);
                break;
            case Encoding.Float64:
                BinaryPrimitives.WriteDoubleBigEndian(into, value);
                break;
        }
    }

    private static int Whole(double value) => (int)Math.Clamp(Math.Round(value), int.MinValue, int.MaxValue);
}
