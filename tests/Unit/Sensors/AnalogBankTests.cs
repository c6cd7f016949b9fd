// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

public class AnalogBankTests
{
    private const string Divider = """{"channel":1,"kind":"pt1000-divider"}""";

    private readonly PointTable _points = new();
    private readonly HandConverter[] _channels = [new(4095), new(32768)];
    private readonly AnalogBank _bank;
    private long _nowMs = 1000;

    public AnalogBankTests()
    {
        _bank = new AnalogBank(_channels, _points);
    }

    [Theory]
    [InlineData(0, -50_000)]
    [InlineData(4095, 150_000)]
    [InlineData(2048, 50_024)]
    public void A_straight_line_through_two_points(int raw, long expectedMilli)
    {
        Set("""{"channel":1,"kind":"linear","unit":"%","raw1":0,"value1":-50,"raw2":4095,"value2":150}""");
        _channels[0].Raw = raw;
        Measure();
        Assert.Equal(expectedMilli, Milli(0));
        Assert.Equal("%", _points.Unit(PointId.FirstAnalog));
    }

    [Fact]
    public void A_line_may_fall_and_begin_anywhere()
    {
        Set("""{"channel":1,"kind":"linear","raw1":3000,"value1":0,"raw2":1000,"value2":20,"offset":-0.5}""");
        _channels[0].Raw = 1500;
        Measure();
        Assert.Equal(14_500, Milli(0));
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(100)]
    [InlineData(300)]
    public void A_PT1000_in_a_divider_is_read_within_the_converters_grain(int celsius)
    {
        Set(Divider);
        double ohm = Pt1000.MilliOhm(celsius * 1000) / 1000.0;
        _channels[0].Raw = (int)Math.Round(4095 * ohm / (ohm + 1000));
        Measure();
        // Half a step of 12 bits is 0.14 K at 0 °C and 0.5 K at 300 °C.
        Assert.InRange(Milli(0)!.Value, (celsius * 1000) - 600, (celsius * 1000) + 600);
        Assert.Equal("°C", _points.Unit(PointId.FirstAnalog));
    }

    [Fact]
    public void Noise_averages_out_below_one_step_of_the_converter()
    {
        Set(Divider);
        double exact = 4095 * 1.09735 / 2.09735;   // 25 °C
        int[] offsets = [-2, 1, 0, 2, -1, 1, 0, -1, 2, -2, 0, 1, -1, 0, 0, 0];
        int[] raw = [.. offsets.Select(o => (int)Math.Floor(exact) + o)];
        for (int i = 0, missing = (int)Math.Round((exact - Math.Floor(exact)) * 16); i < missing; i++) raw[i]++;
        _channels[0].Next = i => raw[i % 16];
        Measure();
        Assert.InRange(Milli(0)!.Value, 24_950, 25_050);
    }

    [Fact]
    public void Other_resistors_voltages_and_leads_are_taken_into_account()
    {
        Set("""{"channel":1,"kind":"pt1000-divider","resistorOhm":4300,"supplyV":5,"fullScaleV":3.1,"leadOhm":2.5,"offset":0.3}""");
        double ohm = (Pt1000.MilliOhm(60_000) / 1000.0) + 2.5;
        _channels[0].Next = i => (int)((4095 * 5 * ohm / (ohm + 4300) / 3.1) + (i % 16 / 16.0));
        Measure();
        Assert.InRange(Milli(0)!.Value, 60_200, 60_400);
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(0)]
    [InlineData(400)]
    public void A_MAX31865_gives_the_ratio_to_its_reference_resistor(int celsius)
    {
        Set("""{"channel":2,"kind":"max31865"}""");
        _channels[1].Raw = (int)Math.Round(32768 * (Pt1000.MilliOhm(celsius * 1000) / 1000.0) / 4300);
        Measure();
        Assert.InRange(Milli(1)!.Value, (celsius * 1000) - 50, (celsius * 1000) + 50);
    }

    [Theory]
    [InlineData(4095, AnalogState.Open)]
    [InlineData(3800, AnalogState.Open)]
    [InlineData(0, AnalogState.Short)]
    [InlineData(300, AnalogState.Short)]
    [InlineData(500, AnalogState.OutOfRange)]
    public void A_broken_wire_and_a_short_circuit_fail_the_point(int raw, AnalogState expected)
    {
        Set(Divider);
        _channels[0].Raw = 2100;
        Measure();
        Assert.NotNull(Milli(0));
        _channels[0].Raw = raw;
        Measure();
        Assert.Equal(Quality.Failed, _points.Quality(PointId.FirstAnalog));
        Assert.Equal(expected, Snapshot().AnalogStates[0]);
        _channels[0].Raw = 2100;
        Measure();
        Assert.NotNull(Milli(0));
    }

    [Fact]
    public void A_converter_that_is_silent_half_of_the_time_has_failed()
    {
        Set(Divider);
        _channels[0].Next = i => i % 2 == 0 ? 2100 : null;
        Measure();
        Assert.Equal(AnalogState.NoAnswer, Snapshot().AnalogStates[0]);
        _channels[0].Next = i => i % 16 < 9 ? 2100 : null;
        Measure();
        Assert.Equal(AnalogState.Good, Snapshot().AnalogStates[0]);
    }

    [Fact]
    public void A_channel_that_the_board_lacks_has_failed_and_one_that_is_off_is_never_read()
    {
        Set("""{"channel":1,"kind":"linear","on":false},{"channel":4,"kind":"linear"}""");
        Measure();
        Assert.Equal(Quality.Failed, _points.Quality(PointId.FirstAnalog + 3));
        Assert.Equal(Quality.Never, _points.Quality(PointId.FirstAnalog));
        Assert.Equal(0, _channels[0].Reads);
    }

    [Fact]
    public void Sixteen_reads_twenty_milliseconds_apart_once_a_second()
    {
        Set(Divider);
        List<long> reads = [];
        _channels[0].Next = _ =>
        {
            reads.Add(_nowMs);
            return 2100;
        };
        long startMs = _nowMs;
        while (_nowMs < startMs + 2000) _nowMs = _bank.Step(_nowMs);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => startMs + (i * 20)).Concat(Enumerable.Range(0, 16).Select(i => startMs + 1000 + (i * 20))), reads);
    }

    [Theory]
    [InlineData("""{"channel":5,"kind":"linear"}""", "[0].channel", "1 to 4")]
    [InlineData("""{"kind":"linear"}""", "[0].channel", "missing")]
    [InlineData("""{"channel":1}""", "[0].kind", "linear, pt1000-divider or max31865")]
    [InlineData("""{"channel":1,"kind":"ntc"}""", "[0].kind", "linear, pt1000-divider or max31865")]
    [InlineData("""{"channel":1,"kind":"linear"},{"channel":1,"kind":"linear"}""", "[1].channel", "twice")]
    [InlineData("""{"channel":1,"kind":"linear","raw1":5,"raw2":5}""", "[0].raw2", "differ")]
    [InlineData("""{"channel":1,"kind":"linear","raw1":-1}""", "[0].raw1", "0 to 65535")]
    [InlineData("""{"channel":1,"kind":"linear","value1":1000000000.001}""", "[0].value1", "1000000000")]
    [InlineData("""{"channel":1,"kind":"pt1000-divider","resistorOhm":99.999}""", "[0].resistorOhm", "100 to 100000")]
    [InlineData("""{"channel":1,"kind":"pt1000-divider","supplyV":0}""", "[0].supplyV", "1 to 30")]
    [InlineData("""{"channel":1,"kind":"pt1000-divider","fullScaleV":31}""", "[0].fullScaleV", "1 to 30")]
    [InlineData("""{"channel":1,"kind":"pt1000-divider","leadOhm":-1}""", "[0].leadOhm", "0 to 100")]
    [InlineData("""{"channel":1,"kind":"linear","offset":100001}""", "[0].offset", "-100000 to 100000")]
    [InlineData("""{"channel":1,"kind":"linear","point":"m20"}""", "[0].point", "allowed: channel")]
    [InlineData("""{"channel":1,"kind":"linear","name":""", "[0].name", "not valid JSON")]
    [InlineData("7", "", "list of objects")]
    public void A_mistake_in_the_settings_is_named_with_its_place(string rows, string key, string words)
    {
        var fault = _bank.Section.Refusal("[" + rows + "]");
        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.Message);
    }

    [Fact]
    public void What_is_written_is_what_was_read()
    {
        const string json = """[{"channel":2,"name":"Vorlauf","on":true,"kind":"max31865","unit":"°C","raw1":10,"value1":-1.5,"raw2":4095,"value2":4095,"resistorOhm":4300,"supplyV":3.3,"fullScaleV":3.3,"leadOhm":0.5,"offset":-0.25}]""";
        _bank.Section.Commit(json);
        Assert.Equal(json, _bank.Section.Json());
    }

    [Fact]
    public void The_extremes_of_the_settings_do_not_overflow()
    {
        Set("""{"channel":1,"kind":"linear","raw1":0,"value1":-1000000000,"raw2":1,"value2":1000000000},{"channel":2,"kind":"pt1000-divider","resistorOhm":100000,"supplyV":30,"fullScaleV":30}""");
        _channels[0].Raw = 4095;
        _channels[1].Raw = 32767;
        Measure();
        Assert.Equal(-1_000_000_000_000 + (4095 * 2_000_000_000_000), Milli(0));
        Assert.Equal(AnalogState.Open, Snapshot().AnalogStates[1]);
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        Set(Divider + """,{"channel":2,"kind":"max31865"}""");
        _channels[0].Raw = 2100;
        _channels[1].Raw = 8000;
        Measure();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) Measure();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Set(string rows) => _bank.Section.Commit("[" + rows + "]");

    private void Measure()
    {
        for (int i = 0; i < AnalogBank.Samples; i++) _nowMs = _bank.Step(_nowMs);
    }

    private long? Milli(int channel) => _points.IsGood(PointId.FirstAnalog + channel) ? _points.Milli(PointId.FirstAnalog + channel) : null;

    private InputSnapshot Snapshot()
    {
        var snapshot = new InputSnapshot();
        _bank.CopyTo(snapshot);
        return snapshot;
    }

    private sealed class HandConverter(int fullScale) : IAnalogInput
    {
        public int Raw { get; set; }

        public Func<int, int?>? Next { get; set; }

        public int Reads { get; private set; }

        public int FullScale => fullScale;

        public bool TryRead(out int raw)
        {
            int? read = Next is null ? Raw : Next(Reads);
            Reads++;
            raw = read ?? 0;
            return read is not null;
        }
    }
}
