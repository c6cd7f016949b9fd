// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Mqtt;

/// <summary>Store and forward, seen by somebody who subscribes to the samples.</summary>
public sealed class ForwarderTests
{
    private readonly MqttDevice _device = new();

    [Fact]
    public void Samples_have_numbers_and_their_own_moments()
    {
        _device.Board.UnixMs = null;
        _device.Run(35);
        Sample[] samples = Samples(_device);
        Assert.Equal([1, 2, 3, 4], samples.Select(sample => sample.Seq));
        Assert.All(samples, sample => Assert.Null(sample.Time));
        Assert.All(_device.Link.Sent.Where(message => message.Topic == "ems/sample"), message => Assert.True(message.Confirm && !message.Retain));
    }

    [Fact]
    public void Samples_are_taken_on_time_while_connecting_waits()
    {
        _device.Link.Answer = MqttAnswer.NoAnswer;
        _device.Link.WhileConnecting = () => _device.Loop30Seconds();
        _device.Run(60);
        _device.Link.Answer = MqttAnswer.Connected;
        _device.Run(150);
        Sample[] samples = Samples(_device);
        Assert.Equal(Enumerable.Range(1, samples.Length), samples.Select(sample => sample.Seq));
        int due = (int)(_device.Board.UptimeMs / 10_000);
        Assert.InRange(samples.Length, due - 1, due + 1);
    }

    [Fact]
    public void A_hundred_random_outages_lose_nothing_and_keep_the_order()
    {
        Random random = new(5);
        FakeMqttLink link = _device.Link;
        for (int outage = 0; outage < 100; outage++)
        {
            _device.Run(random.Next(1, 40));
            switch (random.Next(3))
            {
                case 0: link.Lose(); break;
                case 1: link.Confirms = false; break;
                default: link.HasRoom = false; break;
            }

            link.Answer = random.Next(2) == 0 ? MqttAnswer.Unreachable : MqttAnswer.NoAnswer;
            _device.Run(random.Next(1, 120));
            link.Answer = MqttAnswer.Connected;
            link.Confirms = true;
            link.HasRoom = true;
            _device.Run(random.Next(10, 60));
        }

        _device.Run(400);
        Sample[] samples = Samples(_device);
        Assert.Single(samples.Select(sample => sample.Run).Distinct());
        List<int> first = [];
        foreach (Sample sample in samples)
        {
            bool repeated = first.Contains(sample.Seq);
            Assert.True(!repeated || sample.Dup, $"{sample.Seq} again without a mark");
            if (!repeated) first.Add(sample.Seq);
        }

        Assert.Equal(Enumerable.Range(1, first.Count), first);
        Assert.True(first.Count > 500);
        TestReport.Write("mqtt-outages", $"store and forward in virtual time: 100 outages, {first.Count} samples, 0 lost, {samples.Length - first.Count} repetitions, all marked");
    }

    [Fact]
    public void What_waited_in_flash_when_the_power_went_comes_first_after_the_restart()
    {
        PowerCutFileStore flash = new();
        MqttDevice device = new(flash: flash);
        device.Run(5);
        device.Link.Answer = MqttAnswer.Unreachable;
        device.Link.Lose();
        device.Run(700);
        MqttDevice next = new(flash: flash);
        next.Run(60);
        Sample[] samples = Samples(next);
        uint before = samples[0].Run;
        Sample[] old = [.. samples.TakeWhile(sample => sample.Run == before)];
        Assert.Equal(Enumerable.Range(2, old.Length), old.Select(sample => sample.Seq));
        Assert.InRange(old.Length, 40, 70);   // of 70; the last ones were not saved yet
        Assert.All(samples.Skip(old.Length), sample => Assert.Equal(before + 1, sample.Run));
    }

    [Fact]
    public void A_sample_from_before_the_time_was_known_gets_its_time_when_it_is_delivered_later()
    {
        _device.Board.UnixMs = null;
        _device.Link.Answer = MqttAnswer.Unreachable;
        _device.Run(45);
        _device.Board.UnixMs = 1_795_000_000_000;
        _device.Link.Answer = MqttAnswer.Connected;
        _device.Run(60);
        Sample[] samples = Samples(_device);
        Assert.All(samples, sample => Assert.NotNull(sample.Time));
        Assert.InRange((DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_000) - samples[0].Time!.Value).TotalSeconds, 30, 80);
    }

    [Fact]
    public void Without_store_nothing_is_written_and_memory_holds_what_it_can()
    {
        PowerCutFileStore flash = new();
        MqttDevice device = new(MqttDevice.Settings.Replace("\"on\":true", "\"on\":true,\"store\":false"), flash);
        device.Link.Answer = MqttAnswer.Unreachable;
        device.Run(5000);
        Assert.DoesNotContain(flash.Files.Keys, name => name.StartsWith("mqtt-") && char.IsDigit(name[^1]));
        device.Link.Answer = MqttAnswer.Connected;
        device.Run(400);
        Assert.True(Samples(device).Length > 30);
    }

    private static Sample[] Samples(MqttDevice device) => [.. device.Link.Payloads("ems/sample").Select(payload =>
    {
        JsonElement root = JsonDocument.Parse(payload).RootElement;
        string? time = root.GetProperty("time").GetString();
        return new Sample(root.GetProperty("run").GetUInt32(), root.GetProperty("seq").GetInt32(), root.TryGetProperty("dup", out _), time == null ? null : DateTimeOffset.Parse(time));
    })];

    private sealed record Sample(uint Run, int Seq, bool Dup, DateTimeOffset? Time);
}
