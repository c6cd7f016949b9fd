// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using Wattwarden.Emulator.House;

namespace Wattwarden.Emulator.Meters;

/// <summary>A Modbus RTU slave that looks like a given meter: whole frames in, whole frames out. Knows nothing of the wire's time.</summary>
public sealed class MeterSlave(MeterModel model, IGridConnection grid, int? slaveId = null)
{
    public const int LongestFrame = 256;
    private const int IllegalFunction = 1;
    private const int IllegalAddress = 2;
    private const int IllegalValue = 3;

    private readonly GridReading _reading = new();
    private readonly byte[] _value = new byte[8];

    public MeterModel Model => model;

    public int SlaveId { get; } = slaveId ?? model.SlaveId;

    /// <summary>
    /// Answers a frame as it stood on the wire; the number of bytes in <paramref name="reply"/>, 0: silence (other slave, broadcast,
    /// broken frame). The house's time is that of the answer.
    /// </summary>
    public int Answer(ReadOnlySpan<byte> frame, Span<byte> reply, long nowUs)
    {
        if (!Crc.IsGood(frame) || frame[0] != SlaveId) return 0;

        ReadOnlySpan<byte> body = frame[1..^2];
        int function = body[0];
        if (function == 8 && model.EchoesDiagnostics) return Diagnostics(frame, reply);
        RegisterSpace? space = model.Space(function);
        if (space is null) return Refuse(reply, function, IllegalFunction);

        // slave | function | first register | count | CRC
        if (body.Length != 5) return Refuse(reply, function, IllegalValue);
        int first = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
        int count = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
        int exception = Check(space, first, count);
        return exception != 0 ? Refuse(reply, function, exception) : Read(space, function, first, count, reply, nowUs);
    }

    private int Check(RegisterSpace space, int first, int count)
    {
        if (count is 0 or > 125) return IllegalValue;
        if (count > model.MaxRegisters) return model.TooManyException;
        if (model.PairsOnly && (first & 1) != 0) return IllegalAddress;
        if (model.PairsOnly && (count & 1) != 0) return IllegalValue;
        if (!space.Holds(first, count)) return IllegalAddress;
        return model.WholeValuesOnly && CutsValue(space, first, first + count) ? IllegalAddress : 0;
    }

    private static bool CutsValue(RegisterSpace space, int first, int end)
    {
        foreach (Register register in space.Registers)
        {
            int last = register.Address + register.Registers;
            if ((register.Address < first && last > first) || (register.Address < end && last > end)) return true;
        }

        return false;
    }

    // slave | function | bytes | register high, low … | CRC
    private int Read(RegisterSpace space, int function, int first, int count, Span<byte> reply, long nowUs)
    {
        grid.Measure(_reading, nowUs);
        reply[0] = (byte)SlaveId;
        reply[1] = (byte)function;
        reply[2] = (byte)(2 * count);
        Span<byte> data = reply.Slice(3, 2 * count);
        data.Clear();
        foreach (Register register in space.Registers)
        {
            if (register.Address >= first + count) break;
            if (register.Address + register.Registers <= first) continue;
            register.Encoding.Write(_reading.Of(register.Quantity) / register.Scale, _value);
            Place(_value.AsSpan(0, 2 * register.Registers), 2 * (register.Address - first), data);
        }

        foreach (Constant constant in space.Constants)
        {
            if (constant.Address < first || constant.Address >= first + count) continue;
            BinaryPrimitives.WriteUInt16BigEndian(data[(2 * (constant.Address - first))..], constant.Value);
        }

        return Crc.Seal(reply, 3 + (2 * count));
    }

    // A request may begin or end inside a value.
    private static void Place(ReadOnlySpan<byte> value, int at, Span<byte> data)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (at + i >= 0 && at + i < data.Length) data[at + i] = value[i];
        }
    }

    private int Diagnostics(ReadOnlySpan<byte> frame, Span<byte> reply)
    {
        if (frame.Length != 8 || frame[2] != 0 || frame[3] != 0) return Refuse(reply, 8, IllegalValue);
        frame.CopyTo(reply);
        return frame.Length;
    }

    // slave | function + 128 | code | CRC
    private int Refuse(Span<byte> reply, int function, int code)
    {
        reply[0] = (byte)SlaveId;
        reply[1] = (byte)(function | 0x80);
        reply[2] = (byte)code;
        return Crc.Seal(reply, 3);
    }
}
