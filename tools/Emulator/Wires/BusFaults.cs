// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Wires;

/// <summary>What is wrong with the bus. May be changed from any thread at any time.</summary>
public sealed class BusFaults
{
    private volatile bool _unplugged;
    private volatile bool _echo;
    private volatile bool _strayLeadingByte;
    private volatile int _slowReplyMs;
    private volatile float _noise;

    /// <summary>The meter's plug is pulled: it hears and says nothing.</summary>
    public bool Unplugged { get => _unplugged; set => _unplugged = value; }

    /// <summary>The board hears its own bytes.</summary>
    public bool Echo { get => _echo; set => _echo = value; }

    /// <summary>A 0x00 stands before each reply, as some transceivers make when the direction turns.</summary>
    public bool StrayLeadingByte { get => _strayLeadingByte; set => _strayLeadingByte = value; }

    /// <summary>Added to the slave's think time.</summary>
    public int SlowReplyMs { get => _slowReplyMs; set => _slowReplyMs = value; }

    /// <summary>Chance from 0 to 1 that a byte is damaged on its way: changed, lost or doubled.</summary>
    public double Noise { get => _noise; set => _noise = (float)Math.Clamp(value, 0, 1); }
}
