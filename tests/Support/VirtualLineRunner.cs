// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Ports;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>Steps a master or a bus over a virtual line exactly when it asks for it.</summary>
public static class VirtualLineRunner
{
    public static ModbusRequest Read(byte slave, byte function, int address, int count, int bitRate = 9600)
    {
        var request = new ModbusRequest { BitRate = bitRate };
        request.SetRead(slave, function, address, count);
        return request;
    }

    public static ModbusRequest Write(byte slave, byte function, int address, params ushort[] values)
    {
        ModbusRequest request = Read(slave, function, address, values.Length);
        values.CopyTo(request.Values, 0);
        return request;
    }

    /// <summary>Runs one request to its end; otherWorkUs: how long the loop is busy elsewhere before each step.</summary>
    public static ModbusStatus Run(this RtuMaster master, VirtualLine line, ModbusRequest request, Func<long>? otherWorkUs = null)
    {
        Assert.True(master.Begin(request, line.NowMs));
        while (master.IsBusy)
        {
            long wakeMs = master.Step(line.NowMs);
            if (!master.IsBusy) break;
            Assert.True(wakeMs > line.NowMs, "a busy master must let the loop sleep");
            Assert.True(wakeMs < line.NowMs + 10_000, "a busy master must wake");
            line.SleepUntil(wakeMs);
            if (otherWorkUs != null) line.NowUs += otherWorkUs();
        }

        return request.Status;
    }

    /// <summary>Runs the bus for a while; returns how often it was stepped.</summary>
    public static int RunFor(this ModbusBus bus, VirtualLine line, long durationMs)
    {
        int steps = 0;
        long endMs = line.NowMs + durationMs;
        while (line.NowMs < endMs)
        {
            long wakeMs = bus.Step(line.NowMs);
            steps++;
            Assert.True(wakeMs > line.NowMs, "the bus must let the loop sleep");
            line.SleepUntil(Math.Min(wakeMs, endMs));
        }

        return steps;
    }

    public static VirtualLine LineWith(params VirtualLineSlave[] slaves)
    {
        var line = new VirtualLine { NowUs = 1_000_000 };
        line.Slaves = request => slaves.SelectMany(slave => slave.Answer(request)).ToList();
        return line;
    }

    public static LineParity ParityOf(char letter) => letter switch { 'E' => LineParity.Even, 'O' => LineParity.Odd, _ => LineParity.None };
}
