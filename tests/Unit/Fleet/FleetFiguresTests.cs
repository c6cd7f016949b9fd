// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.Fleet;
using Xunit;

namespace Wattwarden.Tests.Unit.Fleet;

/// <summary>How a fleet is made and what is made of its figures.</summary>
public class FleetFiguresTests
{
    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    [InlineData(0.001, 1)]
    public void A_percentile_is_the_value_that_so_many_do_not_exceed(double share, double expected) =>
        Assert.Equal(expected, FleetReport.Percentile([.. Enumerable.Range(1, 100).Select(it => 101.0 - it)], share));

    [Fact]
    public void Of_nothing_every_percentile_is_nothing() => Assert.Equal(0, FleetReport.Percentile([], 0.99));

    [Fact]
    public void No_two_houses_of_a_fleet_are_alike()
    {
        var start = new DateTimeOffset(2026, 6, 21, 8, 0, 0, TimeSpan.Zero);
        var houses = Enumerable.Range(0, 500).Select(it => FleetPlan.House(it, 1, start)).ToList();
        Assert.Equal(500, houses.Select(it => it.Seed).Distinct().Count());
        Assert.Equal(365, houses.Select(it => it.StartSecond / 86400).Distinct().Count());
    }

    [Fact]
    public void Ids_sort_as_they_count_and_fit_into_a_client_id()
    {
        Assert.Equal("fleet-0001", FleetPlan.Id(0));
        Assert.Equal("fleet-5000", FleetPlan.Id(FleetPlan.Most - 1));
    }
}
