// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>The firmware's port on a simulated 1-Wire bus, with the time of a test.</summary>
internal sealed class BusPort(OneWireBus bus) : IOneWireBus
{
    public long NowMs { get; set; }

    public OneWireBus Bus => bus;

    public bool Reset() => bus.Reset(NowMs * 1000);

    public bool TouchBit(bool bit) => bus.Slot(bit, NowMs * 1000);

    public byte TouchByte(byte value)
    {
        int read = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            if (TouchBit((value >> bit & 1) != 0)) read |= 1 << bit;
        }

        return (byte)read;
    }
}
