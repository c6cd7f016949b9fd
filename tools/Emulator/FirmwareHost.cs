// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;

namespace Wattwarden.Emulator;

/// <summary>What the device is told before it starts, so that it knows the meter of the house.</summary>
internal sealed record FirmwareSetup(MeterModel Meter, double? PollSeconds);

/// <summary>The one place that names the firmware. Here stands a stand-in that reads an SDM72D-M and switches two heaters by surplus.</summary>
internal static class FirmwareHost
{
    private const double OnBelowWatts = -2100;
    private const double OffAboveWatts = 100;

    // slave 1 | function 4 | register 0x0034 | 2 registers | CRC
    private static readonly byte[] ReadTotalPower = [0x01, 0x04, 0x00, 0x34, 0x00, 0x02, 0x30, 0x05];

    /// <summary>Writes settings into the chip's flash folder before the first start.</summary>
    public static void Prepare(string flashFolder, FirmwareSetup setup)
    {
    }

    /// <summary>The firmware's entry; runs inside Machine.Run and never returns on a healthy device.</summary>
    public static void Boot(FirmwareSetup setup)
    {
        Machine chip = Machine.Current;
        chip.Output.WriteLine("stand-in firmware: no page, no login");
        if (!chip.TryGetUart(Wiring.MeterUart, out UartWire? wire) || wire is null) return;
        wire.Configure(new UartSetup(9600, 8, 'N', 1));
        int pauseMs = (int)((setup.PollSeconds ?? 1) * 1000);
        while (true)
        {
            if (ReadWatts(chip, wire) is { } watts) Switch(chip, watts);
            chip.Time.Sleep(pauseMs);
            chip.CheckPower();
        }
    }

    private static double? ReadWatts(Machine chip, UartWire wire)
    {
        byte[] reply = new byte[64];
        wire.Transmit(ReadTotalPower, chip.Time.NowUs);
        int count = 0;
        for (int waitedMs = 0; waitedMs < 200 && count < 9; waitedMs += 10)
        {
            chip.Time.Sleep(10);
            chip.CheckPower();
            count += wire.Receive(reply.AsSpan(count), chip.Time.NowUs);
        }

        bool good = count == 9 && Crc.IsGood(reply.AsSpan(0, count)) && reply[1] == 4;
        return good ? System.Buffers.Binary.BinaryPrimitives.ReadSingleBigEndian(reply.AsSpan(3)) : null;
    }

    private static void Switch(Machine chip, double watts)
    {
        bool first = chip.Pins.Level(Wiring.Out1Pin);
        bool second = chip.Pins.Level(Wiring.Out2Pin);
        if (watts < OnBelowWatts) chip.Pins.Write(first ? Wiring.Out2Pin : Wiring.Out1Pin, true);
        else if (watts > OffAboveWatts && (first || second)) chip.Pins.Write(second ? Wiring.Out2Pin : Wiring.Out1Pin, false);
    }
}
