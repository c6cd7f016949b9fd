// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Modbus;

public class ModbusAllocationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Ten_thousand_transactions_allocate_nothing(int muteEvery)
    {
        var line = new StillLine { MuteEvery = muteEvery };
        var bus = new ModbusBus(line);
        var users = new[] { new PollingUser(1, 80), new PollingUser(2, 2), new PollingUser(3, 125) };
        foreach (PollingUser user in users) bus.Attach(user);
        long nowMs = 5_000;
        nowMs = Run(bus, line, 200, nowMs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(bus, line, 10_000, nowMs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(users[0].Good + users[1].Good + users[2].Good, 8_000, 10_300);
    }

    private static long Run(ModbusBus bus, StillLine line, int transactions, long nowMs)
    {
        int end = line.Requests + transactions;
        while (line.Requests < end) nowMs = Math.Max(nowMs + 1, bus.Step(nowMs));
        return nowMs;
    }
}
