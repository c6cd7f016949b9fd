// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Wires;

/// <summary>A wire whose other end lives on the house's time while the chip counts from its own start.</summary>
internal sealed class ShiftedWire(UartWire wire, long bootUs) : UartWire
{
    public override void Configure(UartSetup setup) => wire.Configure(setup);

    public override void Transmit(ReadOnlySpan<byte> bytes, long nowUs) => wire.Transmit(bytes, nowUs + bootUs);

    public override int Receive(Span<byte> into, long nowUs) => wire.Receive(into, nowUs + bootUs);

    public override void Close() => wire.Close();
}
