// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Wattwarden.Emulator.Wires;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

public class BusWireTests
{
    private static readonly byte[] Request = Convert.FromHexString("010400340002" + "3005");
    private readonly BusFaults _faults = new();
    private readonly BusCounters _counters = new();

    [Fact]
    public void A_request_of_eight_bytes_and_its_reply_take_their_time_at_9600_8N1()
    {
        List<(byte Value, long AtUs)> heard = Exchange(Bus());
        Assert.Equal(9, heard.Count);
        Assert.True(Crc.IsGood([.. heard.Select(it => it.Value)]));

        // 8 × 10 bits = 8333 µs, silence 3.5 × 10 bits = 3645 µs, think 20 to 60 ms, first character 1041 µs
        const long Least = 8333 + 3645 + 20_000 + 1041;
        Assert.InRange(heard[0].AtUs, Least, Least + 40_002);
        for (int i = 1; i < heard.Count; i++) Assert.InRange(heard[i].AtUs - heard[i - 1].AtUs, 1041, 1042);
        Assert.InRange(heard[8].AtUs - heard[0].AtUs, 8333, 8334);
    }

    [Fact]
    public void Bytes_written_in_pieces_without_a_pause_are_one_request_and_with_a_pause_they_are_not()
    {
        BusWire bus = Bus();
        bus.Transmit(Request.AsSpan(0, 3), 0);
        bus.Transmit(Request.AsSpan(3), 3 * 1042);
        Assert.Equal(9, Listen(bus, 0, 120_000).Count);

        bus.Transmit(Request.AsSpan(0, 3), 500_000);
        bus.Transmit(Request.AsSpan(3), 500_000 + (3 * 1042) + 5000);
        Assert.Empty(Listen(bus, 500_000, 700_000));
    }

    [Theory]
    [InlineData(19200, 'N')]
    [InlineData(9600, 'E')]
    public void Another_speed_or_parity_meets_silence(int baudRate, char parity)
    {
        BusWire bus = Bus();
        bus.Configure(new(baudRate, 8, parity, 1));
        bus.Transmit(Request, 0);
        Assert.Empty(Listen(bus, 0, 200_000));
    }

    [Fact]
    public void An_unplugged_meter_is_silent_and_answers_again_once_it_is_back()
    {
        BusWire bus = Bus();
        _faults.Unplugged = true;
        Assert.Empty(Exchange(bus));
        _faults.Unplugged = false;
        Assert.Equal(9, Exchange(bus, 1_000_000).Count);
    }

    [Fact]
    public void With_echo_the_board_hears_itself_first()
    {
        _faults.Echo = true;
        List<(byte Value, long AtUs)> heard = Exchange(Bus());
        Assert.Equal(Request, heard.Take(8).Select(it => it.Value));
        Assert.Equal(8333, heard[7].AtUs);
        Assert.Equal(17, heard.Count);
    }

    [Fact]
    public void A_stray_byte_stands_before_the_reply()
    {
        _faults.StrayLeadingByte = true;
        List<(byte Value, long AtUs)> heard = Exchange(Bus());
        Assert.Equal(10, heard.Count);
        Assert.Equal(0, heard[0].Value);
        Assert.Equal(1, heard[1].Value);
    }

    [Fact]
    public void A_slow_meter_answers_later()
    {
        long quickUs = Exchange(Bus())[0].AtUs;
        _faults.SlowReplyMs = 300;
        Assert.Equal(300_000, Exchange(Bus())[0].AtUs - quickUs);
    }

    [Fact]
    public void Noise_damages_about_as_many_replies_as_its_level_says()
    {
        _faults.Noise = 0.02;
        BusWire bus = Bus();
        int good = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] heard = [.. Exchange(bus, i * 1_000_000L, stepUs: 1000).Select(it => it.Value)];
            if (heard.Length == 9 && Crc.IsGood(heard)) good++;
        }

        // 17 bytes unharmed: 0.98^17 = 71 %
        Assert.InRange(good, 240, 330);
    }

    [Fact]
    public void Who_speaks_into_a_reply_understands_nothing_and_is_not_understood()
    {
        BusWire bus = Bus();
        bus.Transmit(Request, 0);
        long firstUs = Listen(bus, 0, 100_000, stopAfter: 1)[0].AtUs;
        bus.Transmit(Request, firstUs + 100);
        byte[] heard = [.. Listen(bus, firstUs + 100, firstUs + 300_000).Select(it => it.Value)];
        Assert.Equal(8, heard.Length);
        Assert.False(Crc.IsGood([1, .. heard]));
    }

    [Fact]
    public void Traffic_is_counted_in_both_directions()
    {
        Exchange(Bus());
        Assert.Equal(1, _counters.Requests);
        Assert.Equal(17, _counters.Bytes);
    }

    [Fact]
    public void A_serial_line_that_is_not_there_is_named()
    {
        TtyError error = Assert.Throws<TtyError>(() => new TtyWire("/dev/no-such-line", _counters));
        Assert.StartsWith("--rs485 /dev/no-such-line: ", error.Message);
    }

    private BusWire Bus()
    {
        var house = new SimulatedHouse(new HouseOptions { Sun = new ClearSky(6000, 50, 1), StartSecond = 0 });
        var bus = new BusWire([new MeterSlave(MeterCatalog.Find("eastron-sdm72dm")!, house)], _faults, _counters, seed: 1);
        bus.Configure(new(9600, 8, 'N', 1));
        return bus;
    }

    private static List<(byte Value, long AtUs)> Exchange(BusWire bus, long atUs = 0, int stepUs = 1)
    {
        bus.Transmit(Request, atUs);
        return Listen(bus, atUs, atUs + 400_000, stepUs: stepUs);
    }

    // Asks for one byte at each microsecond, so that the moment of each is known.
    private static List<(byte Value, long AtUs)> Listen(BusWire bus, long fromUs, long untilUs, int stopAfter = int.MaxValue, int stepUs = 1)
    {
        var heard = new List<(byte, long)>();
        byte[] one = new byte[1];
        for (long nowUs = fromUs; nowUs < untilUs && heard.Count < stopAfter; nowUs += stepUs)
        {
            while (heard.Count < stopAfter && bus.Receive(one, nowUs) == 1) heard.Add((one[0], nowUs));
        }

        return heard;
    }
}
