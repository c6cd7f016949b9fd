// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

/// <summary>"Try now" on a simulated line, beside a module that polls: the answer byte for byte, or the exact failure.</summary>
public class CustomTrialTests
{
    private readonly RegisterDevice _device = new(7);
    private readonly VirtualLine _line;
    private readonly ModbusBus _bus;
    private readonly CustomTrial _trial = new();
    private readonly PollingUser _poll = new(1);
    private long _tookMs;

    public CustomTrialTests()
    {
        _device.SetFloat(3, 100, 230.2f);
        var polled = new RegisterDevice(1);
        for (int i = 0; i < 20; i++) polled[3, 100 + i] = (ushort)i;
        _line = RatedSlave.Line(new RatedSlave(_device, 19200, LineParity.Even), new RatedSlave(polled));
        _bus = new ModbusBus(_line);
        _bus.Attach(_poll);
        _bus.Attach(_trial);
    }

    [Fact]
    public void An_answer_comes_back_with_its_bytes_and_its_value()
    {
        TrialRead read = Try("""{"slave":7,"bitRate":19200,"parity":"even","address":"0x64","type":"float32"}""");
        Assert.Equal(ModbusStatus.Ok, read.Status);
        Assert.Equal(RtuFrames.Read(7, 3, 100, 2), read.Request);
        Assert.Equal(RtuFrames.Close(7, 3, 4, 0x43, 0x66, 0x33, 0x33), read.Reply);
        Assert.Equal((true, 230_200L), (read.HasValue, read.Milli));
        Assert.True(read.LatencyMs > 0);
    }

    [Fact]
    public void Order_and_divisor_of_the_question_apply()
    {
        _device[4, 5] = 0x3412;
        Assert.Equal(466_000, Try("""{"slave":7,"bitRate":19200,"parity":"even","function":4,"address":5,"type":"uint16","order":"BADC","divisor":10}""").Milli);
    }

    [Fact]
    public void A_bit_of_a_coil_is_asked_as_one_bit()
    {
        _line.Slaves = request => request[0] == 7 ? [new LineReply(RtuFrames.Close(7, 1, 1, 1), 20_000)] : [];
        TrialRead read = Try("""{"slave":7,"function":1,"address":3,"type":"bit","negate":true}""");
        Assert.Equal((true, 0L), (read.HasValue, read.Milli));
        Assert.Equal("070100030001", Convert.ToHexString(read.Request)[..12]);
    }

    [Fact]
    public void Silence_is_a_time_out_without_bytes_and_no_penalty_for_the_next_try()
    {
        for (int i = 0; i < 4; i++)
        {
            TrialRead read = Try("""{"slave":9,"address":1,"timeoutMs":200}""");
            Assert.Equal((ModbusStatus.Timeout, 0, false), (read.Status, read.Reply.Length, read.HasValue));
            Assert.InRange(_tookMs, 200, 400);
        }
    }

    [Fact]
    public void A_refusal_is_its_exception_with_the_bytes()
    {
        TrialRead read = Try("""{"slave":7,"bitRate":19200,"parity":"even","address":4000}""");
        Assert.Equal(ModbusStatus.IllegalAddress, read.Status);
        Assert.Equal("078302", Convert.ToHexString(read.Reply)[..6]);
    }

    [Fact]
    public void A_damaged_answer_is_shown_as_it_came()
    {
        _line.Slaves = request => request[0] == 7 ? [new LineReply([7, 3, 2, 0, 1, 0xAA, 0xBB], 20_000)] : [];
        TrialRead read = Try("""{"slave":7,"address":1}""");
        Assert.Equal(ModbusStatus.BadCrc, read.Status);
        Assert.Equal("0703020001AABB", Convert.ToHexString(read.Reply));
    }

    [Fact]
    public void Registers_that_hold_no_such_number_are_an_answer_without_a_value()
    {
        _device[3, 300] = 0x7FC0;
        _device[3, 301] = 0;
        TrialRead read = Try("""{"slave":7,"bitRate":19200,"parity":"even","address":300,"type":"float32"}""");
        Assert.Equal((ModbusStatus.Ok, false), (read.Status, read.HasValue));
    }

    [Fact]
    public void A_line_that_cannot_be_opened_says_so()
    {
        _line.CanOpen = false;
        Assert.Equal(ModbusStatus.LineBusy, Try("""{"slave":7,"address":1}""").Status);
    }

    [Fact]
    public void A_second_try_waits_until_the_first_is_over()
    {
        Assert.True(_trial.Start(Read("""{"address":1}"""), new Signal(), _line.NowMs));
        Assert.False(_trial.Start(Read("""{"address":1}"""), new Signal(), _line.NowMs));
        _bus.RunFor(_line, 2000);
        Assert.False(_trial.IsBusy);
    }

    [Theory]
    [InlineData("""[]""", "", "A read must be an object.")]
    [InlineData("""{"address":1,"slave":0}""", "slave", "This must be a whole number from 1 to 247.")]
    [InlineData("""{"slave":1}""", "address", "The read has no address.")]
    [InlineData("""{"address":1,"function":1}""", "type", "Functions 1 and 2 read bits: the type must be \"bit\".")]
    [InlineData("""{"address":1,"colour":1}""", "colour", "A read has no such setting.")]
    public void A_question_that_makes_no_sense_is_refused(string json, string key, string words)
    {
        var fault = new SettingsFault();
        Assert.False(new TrialRead().TryRead(SectionText.Reader(json), fault));
        Assert.Equal((key, words), (fault.Key, fault.Message));
    }

    private static TrialRead Read(string json)
    {
        var read = new TrialRead();
        var fault = new SettingsFault();
        Assert.True(read.TryRead(SectionText.Reader(json), fault), fault.Key + " " + fault.Message);
        return read;
    }

    // The polls go on as if nothing were.
    private TrialRead Try(string json)
    {
        TrialRead read = Read(json);
        var done = new Signal();
        Assert.True(_trial.Start(read, done, _line.NowMs));
        long startedMs = _line.NowMs;
        for (int i = 0; i < 5000 && !done.IsSet; i++) _bus.RunFor(_line, 1);
        _tookMs = _line.NowMs - startedMs;
        Assert.True(done.IsSet);
        int good = _poll.Good;
        if (_line.CanOpen && _poll.Good + _poll.Failed > 0 && _poll.Failed == 0)
        {
            _bus.RunFor(_line, 500);
            Assert.True(_poll.Good > good);
        }

        return read;
    }

    private sealed class Signal : ISignal
    {
        public bool IsSet { get; private set; }

        public void Set() => IsSet = true;

        public bool Wait(int timeoutMs) => IsSet;
    }
}
