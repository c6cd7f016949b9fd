// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using static Wattwarden.Tests.Support.VirtualLineRunner;

namespace Wattwarden.Tests.Unit.Modbus;

public class LineTimingTests
{
    private readonly ITestOutputHelper _output;

    public LineTimingTests(ITestOutputHelper output)
    {
        _output = output;
    }

    [Theory]
    [InlineData(1200, 'E', 9167, 32085)]
    [InlineData(1200, 'N', 8334, 29169)]
    [InlineData(2400, 'E', 4584, 16044)]
    [InlineData(4800, 'E', 2292, 8022)]
    [InlineData(9600, 'E', 1146, 4011)]
    [InlineData(9600, 'N', 1042, 3647)]
    [InlineData(19200, 'O', 573, 2006)]
    [InlineData(38400, 'N', 261, 1750)]
    [InlineData(57600, 'N', 174, 1750)]
    [InlineData(115200, 'E', 96, 1750)]
    public void Characters_and_silences_last_as_the_standard_says(int bitRate, char parity, int characterUs, int silenceUs)
    {
        int actual = LineTiming.CharacterUs(bitRate, ParityOf(parity), 1);
        Assert.Equal(characterUs, actual);
        Assert.Equal(silenceUs, LineTiming.SilenceUs(bitRate, actual));
    }

    public static TheoryData<int, int, int> Lines()
    {
        var data = new TheoryData<int, int, int>();
        foreach (int bitRate in new[] { 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 })
        {
            foreach (int coarseMs in new[] { 0, 10 })
            {
                data.Add(bitRate, coarseMs, 0);
                data.Add(bitRate, coarseMs, 35);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Before_every_frame_the_line_was_silent_long_enough(int bitRate, int coarseMs, int gapMs)
    {
        var random = new Random(bitRate + coarseMs);
        var slave = new VirtualLineSlave(1);
        VirtualLine line = LineWith(slave);
        line.CoarseMs = coarseMs;
        var master = new RtuMaster(line);
        for (int i = 0; i < 300; i++)
        {
            slave.ThinkMs = random.Next(3, 40);
            slave.IsDead = random.Next(10) == 0;
            ModbusRequest request = Read(1, 3, i, random.Next(1, 60), bitRate);
            request.Parity = (LineParity)(bitRate / 1200 % 3);
            request.GapMs = gapMs;
            master.Run(line, request, () => random.Next(3) == 0 ? 0 : random.Next(9_999));
            if (!slave.IsDead) Assert.Equal(ModbusStatus.Ok, request.Status);
        }

        Assert.Equal(0, line.Unseen);
        Assert.InRange(line.ShortestSilenceUs, Math.Max(line.SilenceUs, gapMs * 1000), long.MaxValue);
    }

    [Theory]
    [InlineData(1200, 0)]
    [InlineData(9600, 0)]
    [InlineData(9600, 10)]
    [InlineData(115200, 0)]
    [InlineData(115200, 10)]
    public void A_transaction_takes_little_more_than_the_wire_and_the_slave_need(int bitRate, int coarseMs)
    {
        const int Count = 60;
        const int Rounds = 50;
        var slave = new VirtualLineSlave(1, 10);
        VirtualLine line = LineWith(slave);
        line.CoarseMs = coarseMs;
        var master = new RtuMaster(line);
        master.Run(line, Read(1, 3, 0, Count, bitRate));
        long begunMs = line.NowMs;
        int steps = 0;
        for (int i = 0; i < Rounds; i++)
        {
            ModbusRequest request = Read(1, 3, i, Count, bitRate);
            master.Begin(request, line.NowMs);
            while (master.IsBusy)
            {
                long wakeMs = master.Step(line.NowMs);
                steps++;
                if (master.IsBusy) line.SleepUntil(wakeMs);
            }

            Assert.Equal(ModbusStatus.Ok, request.Status);
        }

        double tookMs = (double)(line.NowMs - begunMs) / Rounds;
        double neededMs = (8 + 5 + 2 * Count) * line.CharacterNs / 1e6 + line.SilenceUs / 1e3 + slave.ThinkMs;
        _output.WriteLine($"{bitRate} bit/s, clock of {Math.Max(1, coarseMs)} ms: {tookMs:F1} ms a transaction, the wire and the slave need {neededMs:F1} ms; {(double)steps / Rounds:F1} steps");
        Assert.InRange(tookMs, neededMs, neededMs + line.CharacterNs / 1e6 + (coarseMs == 0 ? 4 : 30));
        Assert.InRange((double)steps / Rounds, 1, 12);
    }

    [Fact]
    public void Nothing_changes_when_the_uptime_no_longer_fits_32_bits()
    {
        foreach (long startMs in new[] { (1L << 31) - 300, (1L << 32) - 300, (1L << 40) + 7 })
        {
            var slave = new VirtualLineSlave(1);
            VirtualLine line = LineWith(slave);
            line.NowUs = startMs * 1000;
            var bus = new ModbusBus(line);
            var user = new PollingUser(1);
            bus.Attach(user);
            bus.RunFor(line, 1500);
            Assert.InRange(user.Good, 20, 60);
            Assert.Equal(0, user.Failed);
            Assert.Equal(0, line.Unseen);
            slave.IsDead = true;
            bus.RunFor(line, 3000);
            slave.IsDead = false;
            bus.RunFor(line, 3000);
            Assert.Equal(ModbusStatus.Ok, user.Last);
        }
    }
}
