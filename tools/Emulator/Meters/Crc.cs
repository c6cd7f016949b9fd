// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Meters;

/// <summary>The check of a Modbus RTU frame, bit by bit. Source: MODBUS over Serial Line V1.02, 6.2.2.</summary>
public static class Crc
{
    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        int crc = 0xFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
        }

        return (ushort)crc;
    }

    /// <summary>Writes the check of the first <paramref name="length"/> bytes behind them, low byte first; returns the new length.</summary>
    public static int Seal(Span<byte> frame, int length)
    {
        ushort crc = Of(frame[..length]);
        frame[length] = (byte)crc;
        frame[length + 1] = (byte)(crc >> 8);
        return length + 2;
    }

    public static bool IsGood(ReadOnlySpan<byte> frame) => frame.Length >= 4 && Of(frame) == 0;
}
