// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Wires;

namespace Wattwarden.Tests.Support;

/// <summary>The meter's cable as a person can treat it, and everything that was ever measured at its end.</summary>
internal sealed class HouseWire(SimulatedHouse world, BusFaults faults, BusCounters counters) : UartWire, IGridConnection
{
    private readonly HashSet<long> _measured = [];
    private UartWire? _bus;

    /// <summary>What the serial driver throws when the firmware sends; null: it works.</summary>
    public Exception? DriverFails { get; set; }

    /// <summary>Frames that the board has sent.</summary>
    public long Requests => counters.Requests;

    public HouseWire Unplug()
    {
        faults.Unplugged = true;
        return this;
    }

    public HouseWire PlugIn()
    {
        faults.Unplugged = false;
        return this;
    }

    /// <summary>Chance that a byte is changed, lost or doubled.</summary>
    public void Noise(double chance) => faults.Noise = chance;

    /// <summary>True when the meter once measured this grid power and sent it (as a float, in thousandths of a watt).</summary>
    public bool HasMeasured(double watts)
    {
        lock (_measured) return _measured.Contains(Thousandths(watts));
    }

    public void Solder(UartWire bus) => _bus = bus;

    public void Measure(GridReading reading, long nowUs)
    {
        world.Measure(reading, nowUs);
        lock (_measured) _measured.Add(Thousandths((float)reading.TotalWatts));
    }

    public override void Configure(UartSetup setup) => _bus!.Configure(setup);

    public override void Transmit(ReadOnlySpan<byte> bytes, long nowUs)
    {
        if (DriverFails is { } failure) throw failure;
        _bus!.Transmit(bytes, nowUs);
    }

    public override int Receive(Span<byte> into, long nowUs) => _bus!.Receive(into, nowUs);

    public override void Close() => _bus!.Close();

    private static long Thousandths(double watts) => (long)Math.Round(watts * 1000, MidpointRounding.AwayFromZero);
}
