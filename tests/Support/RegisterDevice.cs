// SPDX-License-Identifier: MIT
namespace Wattwarden.Tests.Support;

/// <summary>A Modbus RTU meter as bytes: answers reads of the registers it has, refuses others with exception 2, is silent to other slaves.</summary>
public sealed class RegisterDevice(byte slave)
{
    private readonly Dictionary<(byte Function, int Address), ushort> _registers = [];

    public byte Slave { get; } = slave;

    public bool IsSilent { get; set; }

    /// <summary>Longest request that it answers; a longer one gets exception 3.</summary>
    public int MaxRegisters { get; set; } = 125;

    public List<byte[]> Requests { get; } = [];

    public ushort this[byte function, int address]
    {
        set => _registers[(function, address)] = value;
    }

    public void SetFloat(byte function, int address, float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        this[function, address] = (ushort)(bits >> 16);
        this[function, address + 1] = (ushort)bits;
    }

    public void Remove(byte function, int address) => _registers.Remove((function, address));

    /// <summary>Takes over what a captured exchange shows.</summary>
    public void Learn(byte[] request, byte[] reply)
    {
        int address = request[2] << 8 | request[3];
        for (int i = 0; reply[1] < 0x80 && i < reply[2] / 2; i++) this[request[1], address + i] = (ushort)(reply[3 + 2 * i] << 8 | reply[4 + 2 * i]);
    }

    /// <summary>The bytes that come back; none when it stays silent.</summary>
    public byte[] Answer(byte[] request)
    {
        Requests.Add(request);
        if (IsSilent || request[0] != Slave || !RtuFrames.IsClosed(request)) return [];
        byte function = request[1];
        int address = request[2] << 8 | request[3];
        int count = request[4] << 8 | request[5];
        if (count == 0 || count > MaxRegisters) return RtuFrames.Close(Slave, (byte)(function | 0x80), 3);
        var body = new List<byte> { Slave, function, (byte)(count * 2) };
        for (int i = 0; i < count; i++)
        {
            if (!_registers.TryGetValue((function, address + i), out ushort value)) return RtuFrames.Close(Slave, (byte)(function | 0x80), 2);
            body.Add((byte)(value >> 8));
            body.Add((byte)value);
        }

        return RtuFrames.Close([.. body]);
    }
}
