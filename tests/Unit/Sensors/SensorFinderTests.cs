// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

/// <summary>"Read identifier of the connected sensor", while the sensors at their positions are being read.</summary>
public class SensorFinderTests
{
    [Fact]
    public void Each_press_gives_the_next_device_with_its_temperature_and_position()
    {
        var other = new SerialNumber(Dow.Rom(0x01, 0xABCDEF));
        var rig = new SensorRig([0x28, 0x10, 0x28], [other]);
        for (int i = 0; i < 3; i++) rig.Heat(i, 20 + 5 * i);
        rig.Task.Section.Commit("[" + rig.Row(4, 1) + "]");
        rig.Run(5);

        var seen = new Dictionary<string, string>();
        for (int press = 0; press < 4; press++)
        {
            FoundSensor found = Press(rig, out long tookMs);
            Assert.False(found.Wrapped);
            Assert.InRange(tookMs, 50, 2500);
            seen[found.IdText] = Words(found);
        }

        Assert.Equal($"{rig.Id(0)} (DS18B20), 20 °C, at no position", seen[rig.Id(0)]);
        Assert.Equal($"{rig.Id(1)} (DS18S20), 25 °C, at position 4", seen[rig.Id(1)]);
        Assert.Equal($"{rig.Id(2)} (DS18B20), 30 °C, at no position", seen[rig.Id(2)]);
        Assert.Equal($"{Dow.Text(other.Rom)} (DS2401 serial number), not a thermometer", seen[Dow.Text(other.Rom)]);
        Assert.EndsWith("; there are no more, this is the first again", Words(Press(rig, out _)));
        Assert.Equal(Quality.Good, rig.Quality(4));
        Assert.InRange(rig.MostSlots, 1, 19 * 8);
    }

    [Fact]
    public void With_one_sensor_every_press_gives_it_and_from_the_second_on_says_that_there_are_no_more()
    {
        SensorRig rig = SensorRig.Of(1);
        Assert.False(Press(rig, out _).Wrapped);
        for (int press = 0; press < 3; press++)
        {
            FoundSensor found = Press(rig, out _);
            Assert.True(found.Wrapped);
            Assert.Equal(rig.Id(0), found.IdText);
        }
    }

    [Fact]
    public void An_empty_bus_a_short_and_an_unplugged_cable_are_told_in_words()
    {
        var rig = new SensorRig([], []);
        Assert.Equal("no device answers on the 1-Wire bus", Words(Press(rig, out _)));
        rig.Faults.StuckLow = true;
        Assert.Contains("short", Words(Press(rig, out _)));
        Assert.InRange(rig.MostSlots, 0, 24);
    }

    [Fact]
    public void A_sensor_that_cannot_measure_is_found_without_a_temperature()
    {
        SensorRig rig = SensorRig.Of(2);
        rig.Sensors[0].IsStarved = true;
        rig.Sensors[1].HasBadCrc = true;
        for (int press = 0; press < 2; press++) Assert.False(Press(rig, out _).HasTemperature);
    }

    [Fact]
    public void An_answer_that_nobody_took_is_the_answer_to_the_next_question()
    {
        SensorRig rig = SensorRig.Of(2);
        var first = new Signal();
        rig.Task.AskNext(first);
        rig.Run(5);
        Assert.True(first.IsSet);
        var second = new Signal();
        rig.Task.AskNext(second);
        Assert.True(second.IsSet);
        FoundSensor one = Take(rig);
        Assert.False(one.Wrapped);
        Assert.NotEqual(one.IdText, Press(rig, out _).IdText);
        Assert.Equal(FinderState.Idle, Take(rig).State);
    }

    private static FoundSensor Press(SensorRig rig, out long tookMs)
    {
        var answered = new Signal();
        long fromMs = rig.NowMs;
        rig.Task.AskNext(answered);
        while (!answered.IsSet && rig.NowMs < fromMs + 10_000)
        {
            Assert.Equal(FinderState.Searching, Take(rig).State);
            rig.Run(0.01);
        }

        tookMs = rig.NowMs - fromMs;
        return Take(rig);
    }

    private static FoundSensor Take(SensorRig rig)
    {
        var found = new FoundSensor();
        rig.Task.TakeAnswer(found);
        return found;
    }

    private static string Words(FoundSensor found)
    {
        var text = new TextBuffer(200);
        found.Describe(text);
        return text.ToString();
    }

    private sealed class Signal : ISignal
    {
        public bool IsSet { get; private set; }

        public void Set() => IsSet = true;

        public bool Wait(int timeoutMs) => IsSet;
    }
}
