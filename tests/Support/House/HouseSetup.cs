// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;

namespace Wattwarden.Tests.Support;

/// <summary>What stands in the house and what its installer has set. Sections that are null are as they leave the factory.</summary>
internal sealed record HouseSetup
{
    public string? Modules { get; init; }

    public string? Mapping { get; init; }

    public string? Outputs { get; init; }

    public string? Events { get; init; }

    public string? Time { get; init; }

    /// <summary>Meters on the bus: kind and slave id.</summary>
    public (MeterModel Model, int Slave)[] Meters { get; init; } = [(MeterCatalog.Find(MeterCatalog.Default)!, 1)];

    /// <summary>The house clock at the start.</summary>
    public DateTime Start { get; init; } = new(2026, 6, 21, 10, 0, 0);

    /// <summary>False: the chip counts from 1970 and does not know the time.</summary>
    public bool KnowsTime { get; init; } = true;

    /// <summary>Null: no sun but what the test fixes.</summary>
    public Sun? Sun { get; init; }

    /// <summary>Null: people live there.</summary>
    public double? HouseholdWatts { get; init; } = 300;

    public double BoilerCelsius { get; init; } = 45;

    public long Seed { get; init; } = 1;

    /// <summary>Chance of damage for each byte on the bus from the start.</summary>
    public double Noise { get; init; }
}

/// <summary>A night that lasts.</summary>
internal sealed class NoSun : Sun
{
    public override string Title => "none";

    public override double WattsAt(double second) => 0;
}

/// <summary>A roof under a sky without a cloud.</summary>
internal sealed class CloudlessSky(double peakWatts) : Sun
{
    private readonly ClearSky _sky = new(peakWatts, 50, 1);

    public override string Title => "cloudless";

    public override double WattsAt(double second) => _sky.ClearWatts(second);
}
