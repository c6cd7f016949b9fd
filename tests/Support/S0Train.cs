// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace Wattwarden.Tests.Support;

/// <summary>A contact on a pin of the chip that closes and opens as the chip's time passes: low while it is closed.</summary>
internal sealed class S0Train
{
    private readonly Machine _chip;
    private readonly int _pin;
    private long _nextUs;
    private bool _closed;

    public S0Train(TestChip chip, int pin, long firstUs = 0)
    {
        _chip = chip.Machine;
        _pin = pin;
        _nextUs = chip.Time.NowUs + firstUs;
        _chip.Pins.Drive(pin, true);
        ((VirtualTimeline)chip.Time).Advanced += (_, toUs) => AdvanceTo(toUs);
    }

    public long OnUs { get; set; } = 30_000;

    public long OffUs { get; set; } = 30_000;

    /// <summary>No more pulses once the contact is open.</summary>
    public bool Ends { get; set; }

    /// <summary>Closings so far.</summary>
    public long Pulses { get; private set; }

    private void AdvanceTo(long nowUs)
    {
        while (_nextUs <= nowUs && (_closed || !Ends))
        {
            _closed = !_closed;
            if (_closed) Pulses++;
            _nextUs += _closed ? OnUs : OffUs;
            _chip.Pins.Drive(_pin, !_closed);
        }
    }
}
