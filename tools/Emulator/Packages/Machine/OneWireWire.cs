// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>What the chip's 1-Wire pins are soldered to, slot by slot: a simulated bus or a test.</summary>
public abstract class OneWireWire
{
    /// <summary>The host pulls the line low for a reset. True when the line was low in the presence window (also when it always is).</summary>
    public abstract bool Reset(long nowUs);

    /// <summary>One time slot: the host writes this bit (1 to read); returns what the line had.</summary>
    public abstract bool Slot(bool bit, long nowUs);
}
