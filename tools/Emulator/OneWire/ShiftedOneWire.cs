// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.OneWire;

/// <summary>A bus that lives on the house's time while the chip counts from its own start.</summary>
internal sealed class ShiftedOneWire(OneWireWire wire, long bootUs) : OneWireWire
{
    public override bool Reset(long nowUs) => wire.Reset(nowUs + bootUs);

    public override bool Slot(bool bit, long nowUs) => wire.Slot(bit, nowUs + bootUs);
}
