// SPDX-License-Identifier: MIT
using System.Net;
using Wattwarden.Emulator.Meters;

namespace Wattwarden.Emulator;

/// <summary>What the command line asked for.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Port of the device's page on this computer; null: none.</summary>
    public int? HttpPort { get; init; }

    /// <summary>The device's address on loopback.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port of the house's panel; null: none.</summary>
    public int? PanelPort { get; init; }

    /// <summary>The device's flash; null: kept nowhere.</summary>
    public string? StateFolder { get; init; }

    public string? Rs485Path { get; init; }

    /// <summary>Path of the line that is the board's console, or "auto"; null: nothing is connected.</summary>
    public string? ConsolePath { get; init; }

    /// <summary>"NAME:PASSWORD" of the house's Wi-Fi; null: a cable.</summary>
    public string? Wifi { get; init; }

    public MeterModel Meter { get; init; } = MeterCatalog.Find(MeterCatalog.Default)!;

    /// <summary>True when --preset was given.</summary>
    public bool IsMeterAsked { get; init; }

    /// <summary>Temperature sensors in the house.</summary>
    public int SensorCount { get; init; } = 1;

    /// <summary>S0 meters on the board's inputs.</summary>
    public bool Pulses { get; init; }

    /// <summary>True when --pulses was given: then a device that has settings is told of them as well.</summary>
    public bool ArePulsesAsked { get; init; }

    /// <summary>The device is not told what the house has.</summary>
    public bool Untouched { get; init; }

    /// <summary>A PT1000 on the board's converter.</summary>
    public bool Adc { get; init; }

    /// <summary>The broker that the device is set to before it starts, host or host:port; null: as it is.</summary>
    public string? Mqtt { get; init; }

    public string? DayFile { get; init; }

    /// <summary>How long the house runs; null: until it is stopped.</summary>
    public TimeSpan? Duration { get; init; }

    public bool Fast { get; init; }

    /// <summary>Virtual time before the real one begins.</summary>
    public TimeSpan WarmUp { get; init; }

    public double? PollSeconds { get; init; }

    /// <summary>House clock at the start; null: see <see cref="CommandLine"/>.</summary>
    public DateTimeOffset? Start { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>How far the house's NTP server is ahead of the house's clock; null: it does not answer.</summary>
    public TimeSpan? NtpOffset { get; init; } = TimeSpan.Zero;

    /// <summary>Many devices instead of one; null: one.</summary>
    public Fleet.FleetPlan? Fleet { get; init; }

    /// <summary>Login of the client that measures a fleet.</summary>
    public string MeasureUser { get; init; } = "";

    public string MeasurePassword { get; init; } = "";

    public string? ReportPath { get; init; }

    public bool Quiet { get; init; }
}
