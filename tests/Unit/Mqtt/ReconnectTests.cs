// SPDX-License-Identifier: MIT
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Mqtt;

/// <summary>A broker that restarts: many devices come back spread out, each of them soon.</summary>
public sealed class ReconnectTests
{
    private const int Devices = 500;
    private const int MinuteMs = 60_000;

    [Fact]
    public void After_a_restart_of_the_broker_no_second_sees_more_than_one_device_in_eleven() =>
        Spread(awayMs: 1000, most: 1.0 / 11, i => Lost($"wattwarden-{i:D8}", new HostSystem(i)));

    [Fact]
    public void After_an_outage_of_a_minute_no_second_sees_more_than_one_in_fifteen() =>
        Spread(awayMs: MinuteMs, most: 1.0 / 15, i => Lost($"wattwarden-{i:D8}", new HostSystem(i)));

    [Fact]
    public void Devices_whose_chips_draw_the_same_bytes_are_set_apart_by_their_ids() =>
        Spread(awayMs: 1000, most: 1.0 / 11, i => Lost($"fleet-{i:D4}", new HostSystem { StuckRandom = 7 }));

    [Fact]
    public void Devices_with_the_same_id_are_set_apart_by_their_chips() =>
        Spread(awayMs: 1000, most: 1.0 / 11, i => Lost("ems", new HostSystem(i)));

    [Fact]
    public void A_pause_is_as_likely_short_as_long()
    {
        double[] seconds = [.. Enumerable.Range(0, Devices).Select(i => Lost("ems", new HostSystem(i)).AtMs / 1000.0)];
        Assert.All(seconds, it => Assert.InRange(it, 2, 20));
        foreach (int third in new[] { 2, 8, 14 }) Assert.InRange(seconds.Count(it => it >= third && it < third + 6), Devices / 3 * 0.8, Devices / 3 * 1.2);
    }

    [Fact]
    public void The_pause_is_never_longer_than_the_outage_so_far_twenty_seconds_or_five_minutes()
    {
        Reconnect reconnect = Lost("ems", new HostSystem(3));
        bool isLong = false;
        for (long nowMs = reconnect.AtMs; nowMs < 24 * 60 * MinuteMs; nowMs = reconnect.AtMs)
        {
            reconnect.Failed(nowMs, 0);
            Assert.InRange(reconnect.AtMs - nowMs, Reconnect.LeastMs, Math.Clamp(nowMs, Reconnect.FirstWindowMs, Reconnect.LongestWindowMs));
            isLong |= reconnect.AtMs - nowMs > Reconnect.LongestWindowMs * 0.9;
        }

        Assert.True(isLong);
    }

    [Fact]
    public void A_connection_that_held_for_a_minute_begins_the_row_anew_and_a_shorter_one_does_not()
    {
        var flapping = new List<long>();
        Reconnect reconnect = Lost("ems", new HostSystem(3));
        for (long nowMs = 10 * MinuteMs, i = 0; i < 50; i++, nowMs = reconnect.AtMs)
        {
            reconnect.Failed(nowMs, Reconnect.HeldMs - 1);
            flapping.Add(reconnect.AtMs - nowMs);
        }

        Assert.Contains(flapping, it => it > Reconnect.FirstWindowMs);
        for (long nowMs = 1000 * MinuteMs, i = 0; i < 50; i++, nowMs = reconnect.AtMs)
        {
            reconnect.Failed(nowMs, Reconnect.HeldMs);
            Assert.InRange(reconnect.AtMs - nowMs, Reconnect.LeastMs, Reconnect.FirstWindowMs);
        }
    }

    // The whole controller: connected for two minutes, then the broker is away.
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(90)]
    [InlineData(1200)]
    public void One_device_is_back_within_twenty_seconds_or_as_long_as_the_broker_was_away_at_most_five_minutes(int awaySeconds)
    {
        foreach (int seed in new[] { 1, 2, 3 })
        {
            var device = new MqttDevice(seed: seed);
            device.Run(120);
            Assert.True(device.Link.IsUp);
            device.Link.Answer = MqttAnswer.Unreachable;
            device.Link.Lose();
            device.Run(awaySeconds);
            Assert.False(device.Link.IsUp);
            device.Link.Answer = MqttAnswer.Connected;
            device.Run(Math.Clamp(awaySeconds, 20, 300) + 1);   // it looks twice a second
            Assert.True(device.Link.IsUp);
            Assert.Equal("online", device.Link.Last("ems/status"));
        }
    }

    // A device that had been connected for long and has just lost its broker, at uptime 0.
    private static Reconnect Lost(string id, ISystem system)
    {
        var reconnect = new Reconnect(system);
        reconnect.Begin(id, -MinuteMs);
        reconnect.Failed(0, MinuteMs);
        return reconnect;
    }

    // All devices lose it in the same moment. In any second not more than that share of them comes, be the broker there or not.
    private static void Spread(int awayMs, double most, Func<int, Reconnect> make)
    {
        var attempts = new List<long>();
        for (int i = 0; i < Devices; i++)
        {
            Reconnect device = make(i);
            for (attempts.Add(device.AtMs); device.AtMs < awayMs; attempts.Add(device.AtMs)) device.Failed(device.AtMs, 0);
        }

        long[] back = [.. attempts.Where(it => it >= awayMs).Order()];
        Assert.Equal(Devices, back.Length);
        Assert.True(back[^1] <= awayMs + Math.Max(awayMs, Reconnect.FirstWindowMs));
        int peak = back.Max(from => back.Count(it => it >= from && it < from + 1000));
        Assert.True(peak <= Devices * most, $"{peak} of {Devices} in a second");
    }
}
