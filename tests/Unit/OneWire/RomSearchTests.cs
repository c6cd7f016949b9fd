// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.OneWire;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.OneWire;

public class RomSearchTests(ITestOutputHelper output)
{
    private const int MaxSlotsPerStep = 24;

    [Fact]
    public void Sixty_four_random_buses_of_1_to_20_sensors_give_each_sensor_exactly_once()
    {
        int found = 0;
        for (int seed = 0; seed < 64; seed++)
        {
            ulong[] roms = Roms(seed);
            BusPort port = Bus(roms);
            var search = new RomSearch(port);
            Assert.Equal(roms.Order(), Round(search, port, roms.Length).Order());

            // The next press begins again, and says so.
            Assert.Equal(SearchStatus.Found, Press(search));
            Assert.True(search.Wrapped);
            found += roms.Length;
        }

        output.WriteLine($"64 buses, {found} sensors, each found once");
    }

    [Fact]
    public void No_step_takes_more_than_24_slots()
    {
        BusPort port = Bus(Roms(5));
        var search = new RomSearch(port);
        for (int press = 0; press < 50; press++)
        {
            search.Next();
            for (SearchStatus status = SearchStatus.Working; status == SearchStatus.Working;)
            {
                long before = port.Bus.Slots;
                status = search.Step();
                Assert.InRange(port.Bus.Slots - before, 0, MaxSlotsPerStep);
            }
        }
    }

    [Fact]
    public void The_bus_may_be_used_for_other_things_between_two_presses()
    {
        ulong[] roms = Roms(7);
        BusPort port = Bus(roms);
        var line = new OneWireLine(port);
        var search = new RomSearch(port);
        byte[] pad = new byte[9];
        var found = new List<ulong>();
        for (int i = 0; i < roms.Length; i++)
        {
            Assert.Equal(SearchStatus.Found, Press(search));
            found.Add((ulong)search.Id);
            Assert.True(line.ConvertAll());
            port.NowMs += 800;
            Assert.True(line.ReadScratchpad(search.Id, pad));
            Assert.Equal(ScratchpadFault.None, Scratchpad.Check(pad, RomId.Family(search.Id)));
        }

        Assert.Equal(roms.Order(), found.Order());
    }

    [Fact]
    public void An_empty_bus_is_told_from_a_shorted_one()
    {
        BusPort empty = Bus([]);
        Assert.Equal(SearchStatus.Nobody, Press(new RomSearch(empty)));
        BusPort shorted = Bus(Roms(3));
        shorted.Bus.Faults.StuckLow = true;
        var search = new RomSearch(shorted);
        Assert.Equal(SearchStatus.LineFault, Press(search));
        Assert.InRange(shorted.Bus.Slots, 1, 3 * 8);
        shorted.Bus.Faults.StuckLow = false;
        Assert.Equal(SearchStatus.Found, Press(search));
        Assert.False(search.Wrapped);
    }

    [Fact]
    public void Phantom_presence_with_nobody_there_finds_nobody()
    {
        // Nothing pulls the line low: the search reads ones only.
        BusPort port = Bus(Roms(3));
        var search = new RomSearch(new Phantom(port));
        port.Bus.Faults.Unplugged = true;
        Assert.Equal(SearchStatus.LineFault, Press(search));
    }

    [Fact]
    public void On_a_noisy_line_every_identifier_that_is_found_exists()
    {
        int found = 0;
        int faults = 0;
        for (int seed = 0; seed < 64; seed++)
        {
            ulong[] roms = Roms(seed);
            BusPort port = Bus(roms, seed);
            port.Bus.Faults.Noise = 0.003;
            var search = new RomSearch(port);
            for (int press = 0; press < 40; press++)
            {
                if (Press(search) != SearchStatus.Found)
                {
                    faults++;
                    continue;
                }

                found++;
                Assert.Contains((ulong)search.Id, roms);
            }
        }

        output.WriteLine($"noise of 0.3 % of the slots: {found} finds, {faults} presses without one, no identifier that does not exist");
        Assert.InRange(found, 1000, 64 * 40);
    }

    [Fact]
    public void A_sensor_pulled_out_between_two_presses_hides_no_other()
    {
        for (int seed = 0; seed < 64; seed++)
        {
            ulong[] roms = Roms(seed);
            if (roms.Length < 3) continue;
            BusPort port = Bus(roms);
            var search = new RomSearch(port);
            var random = new Random(seed);
            var found = new HashSet<ulong>();
            OneWireDevice pulled = port.Bus.Devices[random.Next(roms.Length)];
            int after = random.Next(1, roms.Length);
            for (int press = 0; press < 3 * roms.Length && !(press > after && search.Wrapped); press++)
            {
                if (press == after) pulled.IsConnected = false;
                Assert.Equal(SearchStatus.Found, Press(search));
                found.Add((ulong)search.Id);
            }

            Assert.Subset(found, roms.Where(rom => rom != pulled.Rom).ToHashSet());
        }
    }

    [Fact]
    public void A_sensor_put_in_is_found_in_the_next_round()
    {
        ulong[] roms = Roms(11);
        BusPort port = Bus(roms);
        var search = new RomSearch(port);
        port.Bus.Devices[0].IsConnected = false;
        Assert.Equal(roms.Skip(1).Order(), Round(search, port, roms.Length - 1).Order());
        port.Bus.Devices[0].IsConnected = true;
        Assert.Equal(roms.Order(), Round(search, port, roms.Length).Order());
    }

    private static List<ulong> Round(RomSearch search, BusPort port, int count)
    {
        var found = new List<ulong>();
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(SearchStatus.Found, Press(search));
            Assert.Equal(i == 0 && search.Wrapped, search.Wrapped);
            found.Add((ulong)search.Id);
            port.NowMs += 100;
        }

        return found;
    }

    private static SearchStatus Press(RomSearch search)
    {
        search.Next();
        for (int step = 0; step < 1000; step++)
        {
            if (search.Step() != SearchStatus.Working) return search.Status;
        }

        throw new InvalidOperationException("the search does not end");
    }

    private static BusPort Bus(ulong[] roms, int seed = 1) => new(new OneWireBus([.. roms.Select(rom => new Thermometer(rom, _ => 20))], seed: seed));

    // By seed: far apart, close together (one bit apart, long common beginnings and ends), mixed families.
    private static ulong[] Roms(int seed)
    {
        var random = new Random(seed);
        int count = 1 + (seed * 7 + 3) % 20;
        var roms = new HashSet<ulong>();
        ulong stem = (ulong)random.NextInt64(1L << 48);
        for (int i = 0; roms.Count < count; i++)
        {
            byte family = seed % 3 == 2 ? new byte[] { 0x28, 0x10, 0x22, 0x01 }[random.Next(4)] : (byte)0x28;
            ulong serial = (seed % 4) switch
            {
                0 => (ulong)random.NextInt64(1L << 48),
                1 => stem ^ 1UL << random.Next(48),
                2 => stem & ~0xFFUL | (uint)random.Next(32),
                _ => stem & 0xFFFFFFFFFF | (ulong)(uint)random.Next(256) << 40,
            };
            roms.Add(Dow.Rom(family, serial));
        }

        return [.. roms];
    }

    private sealed class Phantom(BusPort port) : Wattwarden.Ports.IOneWireBus
    {
        public bool Reset()
        {
            port.Reset();
            return true;
        }

        public bool TouchBit(bool bit) => port.TouchBit(bit);

        public byte TouchByte(byte value) => port.TouchByte(value);
    }
}
