// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Wattwarden.Tests.Support;

/// <summary>RTU frames as bytes, written apart from the firmware's own framing.</summary>
public static class RtuFrames
{
    public static byte[] Hex(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(b => byte.Parse(b, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();

    public static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0xFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1);
        }

        return crc;
    }

    public static byte[] Close(params byte[] body)
    {
        ushort crc = Crc(body);
        return [.. body, (byte)crc, (byte)(crc >> 8)];
    }

    public static bool IsClosed(byte[] frame) => frame.Length > 3 && Crc(frame.AsSpan(0, frame.Length - 2)) == (frame[^2] | frame[^1] << 8);

    public static byte[] Read(byte slave, byte function, int address, int count) =>
        Close(slave, function, (byte)(address >> 8), (byte)address, (byte)(count >> 8), (byte)count);
}
