// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.OneWire;

/// <summary>What is wrong with the 1-Wire line. May be changed from any thread at any time.</summary>
public sealed class OneWireFaults
{
    private volatile bool _stuckLow;
    private volatile bool _unplugged;
    private volatile float _noise;

    /// <summary>Data is shorted to ground.</summary>
    public bool StuckLow { get => _stuckLow; set => _stuckLow = value; }

    /// <summary>The cable is pulled: the pull-up alone is left.</summary>
    public bool Unplugged { get => _unplugged; set => _unplugged = value; }

    /// <summary>Chance from 0 to 1 that a slot is turned round, for host and devices alike.</summary>
    public double Noise { get => _noise; set => _noise = (float)Math.Clamp(value, 0, 1); }
}
