// SPDX-License-Identifier: MIT
namespace Wattwarden.Tests.Support;

/// <summary>
/// A Modbus slave as its bytes: every value it gives is made of its number, the function and the address, so that an answer to another
/// question is never right. Its checksum is worked out bit by bit, independently of the firmware's table.
/// </summary>
public sealed class VirtualLineSlave
{
    private readonly byte _number;

    public VirtualLineSlave(byte number, int thinkMs = 5)
    {
        _number = number;
        ThinkMs = thinkMs;
    }

    public int ThinkMs { get; set; }

    public bool IsDead { get; set; }

    /// <summary>Exception code that it answers with; 0: none.</summary>
    public byte Refuses { get; set; }

    /// <summary>Changes from question to question, when the test sets it so: values of an old answer are then wrong.</summary>
    public int Salt { get; set; }

    public int Asked { get; private set; }

    public static ushort Value(int slave, int function, int address, int salt)
    {
        uint mix = (uint)(slave * 73856093) ^ (uint)(function * 19349663) ^ (uint)(address * 83492791) ^ (uint)(salt * 50331653);
        mix ^= mix >> 15;
        mix *= 0x2C1B3C6D;
        mix ^= mix >> 12;
        return (ushort)mix;
    }

    public static ushort Checksum(IReadOnlyList<byte> bytes, int from, int count)
    {
        int crc = 0xFFFF;
        for (int i = from; i < from + count; i++)
        {
            crc ^= bytes[i];
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
        }

        return (ushort)crc;
    }

    public static byte[] Sealed(params byte[] body)
    {
        ushort crc = Checksum(body, 0, body.Length);
        return [.. body, (byte)crc, (byte)(crc >> 8)];
    }

    public IEnumerable<LineReply> Answer(byte[] request)
    {
        if (request.Length < 8 || request[0] != _number || Checksum(request, 0, request.Length) != 0) yield break;
        Asked++;
        if (IsDead) yield break;
        yield return new LineReply(Reply(request), Math.Max(ThinkMs * 1000L, 2000));
    }

    public byte[] Reply(byte[] request)
    {
        byte function = request[1];
        if (Refuses != 0) return Sealed(_number, (byte)(function | 0x80), Refuses);
        int address = request[2] << 8 | request[3];
        int count = request[4] << 8 | request[5];
        if (function is 5 or 6) return request;
        if (function is 15 or 16) return Sealed(request[..6]);
        byte[] data = new byte[function <= 2 ? (count + 7) / 8 : count * 2];
        for (int i = 0; i < count; i++)
        {
            ushort value = Value(_number, function, address + i, Salt);
            if (function <= 2) data[i / 8] |= (byte)((value & 1) << (i % 8));
            else (data[i * 2], data[i * 2 + 1]) = ((byte)(value >> 8), (byte)value);
        }

        return Sealed([_number, function, (byte)data.Length, .. data]);
    }
}
