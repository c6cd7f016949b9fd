// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.OneWire;

/// <summary>The CRC of 1-Wire parts, bit by bit as the parts' own shift register does it, and identifiers made with it.</summary>
public static class Dow
{
    public static byte Crc(ReadOnlySpan<byte> bytes)
    {
        int register = 0;
        foreach (byte b in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                int feedback = (register ^ b >> bit) & 1;
                register = register >> 1 ^ (feedback * 0x8C);
            }
        }

        return (byte)register;
    }

    /// <summary>The 64 bits of a part: family, 48 bits of serial number, CRC.</summary>
    public static ulong Rom(byte family, ulong serial)
    {
        Span<byte> bytes = stackalloc byte[8];
        ulong rom = family | (serial & 0xFFFF_FFFF_FFFF) << 8;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, rom);
        return rom | (ulong)Crc(bytes[..7]) << 56;
    }

    /// <summary>The identifier as the device's page shows it.</summary>
    public static string Text(ulong rom)
    {
        byte[] bytes = BitConverter.GetBytes(rom);
        return $"{bytes[0]:x2}-{Convert.ToHexString(bytes, 1, 7).ToLowerInvariant()}";
    }
}
