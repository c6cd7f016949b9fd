// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Bench.Step;

/// <summary>What hangs on the board's inputs: eight simulated DS18B20, four S0 meters, eight contacts, four analog channels; all of them change as time goes by.</summary>
internal sealed class BenchSensing(BenchClock clock) : IOneWireBus
{
    private readonly OneWireBus _bus = new([.. Enumerable.Range(0, PointId.SensorCount).Select(i => new Thermometer(Rom(i), nowUs => 20 + i + nowUs / 1e6 % 900 / 100))]);

    public IPulseInput[] Pulses { get; } = [.. Enumerable.Range(0, PointId.PulseCount).Select(i => new Counter(clock, 700 + 2600 * i))];

    public IDigitalInput[] Contacts { get; } = [.. Enumerable.Range(0, PointId.InputCount).Select(i => new Contact(clock, 3000 + 7000 * i))];

    public IAnalogInput[] Analogs { get; } = [.. Enumerable.Range(0, PointId.AnalogCount).Select(i => new Channel(clock, 1000 + 400 * i))];

    /// <summary>Identifier of sensor 0…7.</summary>
    public static ulong Rom(int sensor) => Dow.Rom(Thermometer.Ds18b20, (ulong)(0x1000 + 77 * sensor));

    public bool Reset() => _bus.Reset(clock.UptimeMs * 1000);

    public bool TouchBit(bool bit) => _bus.Slot(bit, clock.UptimeMs * 1000);

    public byte TouchByte(byte value)
    {
        int read = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            if (TouchBit((value >> bit & 1) != 0)) read |= 1 << bit;
        }

        return (byte)read;
    }

    private sealed class Counter(BenchClock clock, int periodMs) : IPulseInput
    {
        public long Count => clock.UptimeMs / periodMs;

        public bool CountsInHardware => true;

        public long Glitches => 0;

        public long Lost => 0;
    }

    private sealed class Contact(BenchClock clock, int periodMs) : IDigitalInput
    {
        public bool IsHigh => clock.UptimeMs / periodMs % 2 == 0;
    }

    private sealed class Channel(BenchClock clock, int middle) : IAnalogInput
    {
        public int FullScale => 4095;

        public bool TryRead(out int raw)
        {
            raw = middle + (int)(clock.UptimeMs / 1000 % 200);
            return true;
        }
    }
}
