// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

/// <summary>States over a restart, with flash that tears.</summary>
public sealed class RestartMemoryTests
{
    private const string AllLast = """[{"restart":"last"},{"restart":"last"},{"restart":"last"},{"restart":"last"},{"restart":"last"},{"restart":"last"}]""";

    private readonly PowerCutFileStore _flash = new();

    [Fact]
    public void States_come_back_after_any_number_of_writes()
    {
        var random = new Random(1);
        for (int i = 0; i < 30; i++)
        {
            bool[] states = Enumerable.Range(0, 6).Select(_ => random.Next(2) == 0).ToArray();
            Device device = new(_flash);
            device.Set(states, 1000);
            if (device.Memory.DueAtMs <= 1000) device.Memory.Run(1000);
            Assert.Equal(states, new Device(_flash).States());
        }

        Assert.True(_flash.Files.ContainsKey("outputs-a") && _flash.Files.ContainsKey("outputs-b"));
    }

    [Fact]
    public void Without_memory_everything_is_off() => Assert.Equal(new bool[6], new Device(_flash).States());

    [Fact]
    public void Only_outputs_that_restart_as_last_follow_it()
    {
        Device device = new(_flash);
        device.Set([true, true, true, true, true, true], 1000);
        device.Memory.Run(1000);
        Assert.Equal([true, false, true, false, false, false], new Device(_flash, """[{"restart":"last"},{"restart":"off"},{"restart":"on"}]""").States());
    }

    [Fact]
    public void It_writes_at_most_once_a_minute_and_only_what_has_changed()
    {
        Device device = new(_flash);
        Assert.Equal(long.MaxValue, device.Memory.DueAtMs);
        device.Set([true, false, false, false, false, false], 1000);
        Assert.True(device.Memory.DueAtMs <= 1000);
        device.Memory.Run(1000);
        Assert.Equal(long.MaxValue, device.Memory.DueAtMs);
        device.Set([false, false, false, false, false, false], 2000);
        Assert.Equal(1000 + RestartMemory.WriteEveryMs, device.Memory.DueAtMs);
        Assert.Equal(1, _flash.Writes);
    }

    [Fact]
    public void A_write_that_tears_at_any_byte_leaves_the_states_before_or_the_new_ones()
    {
        bool[] old = [true, false, true, false, true, false];
        bool[] fresh = [false, true, false, true, false, true];
        int olds = 0;
        foreach (Tear tear in Enum.GetValues<Tear>())
        {
            for (int at = 0; at <= 22; at++)
            {
                var flash = new PowerCutFileStore(at);
                Device device = new(flash);
                device.Set(old, 1000);
                device.Memory.Run(1000);
                device.Set([true, true, true, true, true, true], 70_000);
                device.Memory.Run(70_000);
                device.Set(old, 130_000);
                device.Memory.Run(130_000);
                device.Set(fresh, 200_000);
                flash.CutNextWrite(at, tear);
                Assert.Throws<PowerCutException>(() => device.Memory.Run(200_000));
                bool[] found = new Device(flash).States();
                Assert.True(found.SequenceEqual(old) || found.SequenceEqual(fresh), $"{tear} at {at}: {string.Join(' ', found)}");
                if (found.SequenceEqual(old)) olds++;

                // And the next writes work.
                Device next = new(flash);
                next.Set(fresh, 1000);
                if (next.Memory.DueAtMs <= 1000) next.Memory.Run(1000);
                Assert.Equal(fresh, new Device(flash).States());
            }
        }

        Assert.True(olds > 50);
    }

    [Fact]
    public void A_write_that_flash_refuses_is_tried_again_a_minute_later()
    {
        Device device = new(_flash);
        device.Set([true, false, false, false, false, false], 1000);
        _flash.Full = true;
        device.Memory.Run(1000);
        _flash.Full = false;
        Assert.Equal(1000 + RestartMemory.WriteEveryMs, device.Memory.DueAtMs);
        device.Memory.Run(61_000);
        Assert.Equal(long.MaxValue, device.Memory.DueAtMs);
        Assert.Equal([true, false, false, false, false, false], new Device(_flash).States());
    }

    [Fact]
    public void After_a_refused_write_the_good_copy_is_not_the_next_one_to_be_overwritten()
    {
        bool[] old = [true, false, false, false, false, false];
        Device device = new(_flash);
        device.Set(old, 1000);
        device.Memory.Run(1000);
        device.Set([true, true, false, false, false, false], 70_000);
        _flash.Full = true;
        device.Memory.Run(70_000);
        _flash.Full = false;
        _flash.CutNextWrite(3, Tear.Prefix);
        Assert.Throws<PowerCutException>(() => device.Memory.Run(140_000));
        Assert.Equal(old, new Device(_flash).States());
    }

    private sealed class Device
    {
        private readonly OutputBank _outputs;
        private readonly SimulatedRelay[] _relays = [new(), new(), new(), new(), new(), new()];

        public Device(IFileStore files, string settings = AllLast)
        {
            _outputs = new OutputBank(_relays, new PointTable());
            _outputs.Section.Commit(settings);
            Memory = new RestartMemory(files, _outputs);
            Memory.Load();
            _outputs.Step(500);
        }

        public RestartMemory Memory { get; }

        public bool[] States() => [.. _relays.Select(relay => relay.On)];

        public void Set(bool[] states, long nowMs)
        {
            for (int i = 0; i < states.Length; i++) _outputs.Command(i, states[i], 0, 1, nowMs);
        }
    }
}
