// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.OneWire;

/// <summary>The line with everything that hangs on it: low when anybody pulls it low.</summary>
public sealed class OneWireBus(IReadOnlyList<OneWireDevice> devices, OneWireFaults? faults = null, int seed = 1) : OneWireWire
{
    private readonly OneWireDevice[] _devices = [.. devices];
    private readonly OneWireFaults _faults = faults ?? new OneWireFaults();
    private readonly Random _dice = new(seed);

    public IReadOnlyList<OneWireDevice> Devices => _devices;

    public OneWireFaults Faults => _faults;

    /// <summary>Resets and slots so far.</summary>
    public long Resets { get; private set; }

    public long Slots { get; private set; }

    public override bool Reset(long nowUs)
    {
        Resets++;
        if (_faults.StuckLow) return true;
        bool present = false;
        if (!_faults.Unplugged)
        {
            foreach (OneWireDevice device in _devices) present |= device.Reset(nowUs);
        }

        return present ^ IsNoisy();
    }

    public override bool Slot(bool bit, long nowUs)
    {
        Slots++;
        if (_faults.StuckLow) return false;
        if (_faults.Unplugged) return bit;
        bool line = bit;
        foreach (OneWireDevice device in _devices) line &= device.Drive(nowUs);
        line ^= IsNoisy();
        foreach (OneWireDevice device in _devices) device.Sample(line, nowUs);
        return line;
    }

    private bool IsNoisy() => _faults.Noise > 0 && _dice.NextDouble() < _faults.Noise;
}
