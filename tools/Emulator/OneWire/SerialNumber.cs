// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.OneWire;

/// <summary>A device with an identifier and nothing else, such as a DS2401.</summary>
public sealed class SerialNumber(ulong rom) : OneWireDevice(rom)
{
    protected override bool HasAlarm(long nowUs) => false;

    protected override void ResetFunction(long nowUs)
    {
    }

    protected override bool Take(byte value, long nowUs) => false;

    protected override byte NextByte(long nowUs) => 0xFF;
}
