// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Xunit;

namespace Wattwarden.Tests.Unit.Modbus;

public class SlaveCountersTests
{
    private readonly SlaveCounters _counters = new();

    [Fact]
    public void Every_outcome_is_counted_in_its_column()
    {
        ModbusStatus[] outcomes =
        [
            ModbusStatus.Ok, ModbusStatus.Ok, ModbusStatus.Timeout, ModbusStatus.BadCrc, ModbusStatus.WrongUnit, ModbusStatus.BadFrame,
            ModbusStatus.IllegalAddress, ModbusStatus.GatewayTarget, ModbusStatus.DeviceBusy,
        ];
        foreach (ModbusStatus outcome in outcomes) _counters.Add(7, outcome, 33, 100);
        Assert.Equal(1, _counters.Count);
        Assert.Equal(0, _counters.IndexOf(7));
        Assert.Equal([9L, 2, 1, 1, 3, 2], [_counters.Requests(0), _counters.Ok(0), _counters.Timeouts(0), _counters.CrcErrors(0), _counters.Exceptions(0), _counters.BadFrames(0)]);
        Assert.Equal(ModbusStatus.DeviceBusy, _counters.LastStatus(0));
    }

    [Fact]
    public void The_latency_is_that_of_the_latest_answer()
    {
        _counters.Add(7, ModbusStatus.Ok, 33, 100);
        _counters.Add(7, ModbusStatus.Timeout, 0, 200);
        Assert.Equal(33, _counters.LastLatencyMs(0));
    }

    [Fact]
    public void A_scan_of_all_addresses_does_not_displace_slaves_that_answer()
    {
        for (byte slave = 1; slave <= 3; slave++) _counters.Add(slave, ModbusStatus.Ok, 20, slave);
        for (int slave = 4; slave <= 247; slave++) _counters.Add((byte)slave, ModbusStatus.Timeout, 0, slave);
        Assert.Equal(SlaveCounters.Slots, _counters.Count);
        for (byte slave = 1; slave <= 3; slave++) Assert.Equal(1, _counters.Ok(_counters.IndexOf(slave)));
        Assert.True(_counters.IndexOf(247) >= 0);
        Assert.Equal(-1, _counters.IndexOf(4));
    }

    [Fact]
    public void Among_slaves_that_answer_the_one_asked_longest_ago_gives_way_and_the_new_one_begins_at_zero()
    {
        for (int slave = 1; slave <= SlaveCounters.Slots; slave++) _counters.Add((byte)slave, ModbusStatus.Ok, 20, slave);
        _counters.Add(1, ModbusStatus.Ok, 20, 99);
        _counters.Add(200, ModbusStatus.BadCrc, 0, 100);
        Assert.Equal(-1, _counters.IndexOf(2));
        int slot = _counters.IndexOf(200);
        Assert.Equal([1L, 0, 1], [_counters.Requests(slot), _counters.Ok(slot), _counters.CrcErrors(slot)]);
        Assert.Equal(0, _counters.LastLatencyMs(slot));
        Assert.Equal(2, _counters.Ok(_counters.IndexOf(1)));
    }

    [Fact]
    public void A_snapshot_no_longer_changes()
    {
        _counters.Add(5, ModbusStatus.Ok, 12, 1);
        var snapshot = new SlaveCounters();
        _counters.CopyTo(snapshot);
        _counters.Add(5, ModbusStatus.Timeout, 0, 2);
        _counters.Add(6, ModbusStatus.Ok, 1, 3);
        Assert.Equal(1, snapshot.Count);
        Assert.Equal(5, snapshot.Slave(0));
        Assert.Equal(1, snapshot.Requests(0));
        Assert.Equal(12, snapshot.LastLatencyMs(0));
        Assert.Equal(ModbusStatus.Ok, snapshot.LastStatus(0));
    }
}
