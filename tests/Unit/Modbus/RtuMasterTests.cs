// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Xunit;
using static Wattwarden.Tests.Support.VirtualLineRunner;

namespace Wattwarden.Tests.Unit.Modbus;

public class RtuMasterTests
{
    private readonly VirtualLineSlave _slave = new(1);
    private readonly VirtualLine _line;
    private readonly RtuMaster _master;

    public RtuMasterTests()
    {
        _line = LineWith(_slave);
        _master = new RtuMaster(_line);
    }

    [Theory]
    [InlineData(1, 2000)]
    [InlineData(2, 9)]
    [InlineData(3, 125)]
    [InlineData(4, 1)]
    public void A_read_gives_the_slaves_values(byte function, int count)
    {
        ModbusRequest request = Read(1, function, 700, count);
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, request));
        AssertValues(request, 0);
        Assert.InRange(request.LatencyMs, 1, 400);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(15)]
    [InlineData(16)]
    public void A_write_is_confirmed_by_one_answer_on_a_line_without_echo(byte function)
    {
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Write(1, function, 5, 1)));
        Assert.Equal(1, _slave.Asked);
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 0, 1, 3 })]
    [InlineData(new byte[] { 1, 3, 4 })]
    [InlineData(new byte[] { 1, 0x83, 2, 9, 9, 9 })]
    public void Stray_bytes_before_and_after_the_answer_do_no_harm(byte[] stray)
    {
        _line.Slaves = request => [new LineReply([.. stray, .. _slave.Reply(request), .. stray], 5_000)];
        for (int i = 0; i < 5; i++)
        {
            ModbusRequest request = Read(1, 3, 40 + i, 2);
            Assert.Equal(ModbusStatus.Ok, _master.Run(_line, request));
            AssertValues(request, 0);
        }
    }

    [Fact]
    public void More_noise_than_the_buffer_holds_does_not_hide_the_answer()
    {
        byte[] noise = new byte[900];
        new Random(5).NextBytes(noise);
        _line.Slaves = request => [new LineReply([.. noise, .. _slave.Reply(request)], 3_000)];
        ModbusRequest request = Read(1, 3, 0, 10);
        request.TimeoutMs = 1500;
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, request));
        AssertValues(request, 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(11)]
    public void An_exception_is_the_status(byte code)
    {
        _slave.Refuses = code;
        foreach (byte function in new byte[] { 1, 2, 3, 4, 5, 6, 15, 16 })
            Assert.Equal((ModbusStatus)code, _master.Run(_line, Read(1, function, 0, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(200)]
    public void An_exception_code_that_the_standard_does_not_know_is_a_bad_frame(byte code)
    {
        _line.Slaves = _ => [new LineReply(VirtualLineSlave.Sealed(1, 0x83, code), 5_000)];
        Assert.Equal(ModbusStatus.BadFrame, _master.Run(_line, Read(1, 3, 0, 1)));
    }

    [Theory]
    [InlineData("", ModbusStatus.Timeout)]
    [InlineData("01 03 04 00", ModbusStatus.Timeout)]
    [InlineData("01 03 04 00 01 00 02 00 00", ModbusStatus.BadCrc)]
    [InlineData("FF FF FF FF FF FF", ModbusStatus.BadCrc)]
    [InlineData("seal 02 03 04 00 01 00 02", ModbusStatus.WrongUnit)]
    [InlineData("seal 02 83 02", ModbusStatus.WrongUnit)]
    [InlineData("00 seal 02 03 04 00 01 00 02", ModbusStatus.WrongUnit)]
    [InlineData("seal 01 04 04 00 01 00 02", ModbusStatus.BadFrame)]
    [InlineData("seal 01 03 02 00 01", ModbusStatus.BadFrame)]
    [InlineData("seal 01 84 02", ModbusStatus.BadFrame)]
    [InlineData("seal 01 06 00 00 00 02", ModbusStatus.BadFrame)]
    public void Every_way_to_fail_has_its_status(string reply, ModbusStatus expected)
    {
        _line.Slaves = _ => [new LineReply(Reply(reply), 5_000)];
        ModbusRequest request = Read(1, 3, 0, 2);
        Assert.Equal(expected, _master.Run(_line, request));
        Assert.Equal(0, request.DataLength);
        Assert.False(_master.IsBusy);
    }

    [Theory]
    [InlineData(6, "01 06 00 05 00 08")]
    [InlineData(6, "01 06 00 06 00 07")]
    [InlineData(5, "01 05 00 05 00 00")]
    [InlineData(15, "01 0F 00 05 00 02")]
    [InlineData(16, "01 10 00 06 00 01")]
    public void A_write_confirmed_with_another_address_or_value_is_a_bad_frame(byte function, string reply)
    {
        _line.Slaves = request => request[0] == 1 ? [new LineReply(Reply("seal " + reply), 5_000)] : [];
        Assert.Equal(ModbusStatus.BadFrame, _master.Run(_line, Write(1, function, 5, 7)));
    }

    [Fact]
    public void A_late_answer_of_another_shape_is_passed_over()
    {
        _line.Slaves = request => [new LineReply([.. VirtualLineSlave.Sealed(1, 3, 2, 9, 9), .. _slave.Reply(request)], 5_000)];
        ModbusRequest request = Read(1, 3, 0, 2);
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, request));
        AssertValues(request, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_late_answer_of_the_same_shape_is_waited_for_and_dropped(int coarseMs)
    {
        _line.CoarseMs = coarseMs;
        for (int lateMs = 250; lateMs < 620; lateMs += 3)
        {
            _slave.ThinkMs = lateMs;
            _slave.Salt++;
            ModbusRequest request = Read(1, 3, 0, 2);
            if (_master.Run(_line, request) == ModbusStatus.Ok) AssertValues(request, _slave.Salt);
            _slave.ThinkMs = 5;
            _slave.Salt++;
            Assert.Equal(ModbusStatus.Ok, _master.Run(_line, request));
            AssertValues(request, _slave.Salt);
        }
    }

    [Fact]
    public void After_a_timeout_only_the_silent_slave_has_to_wait()
    {
        var other = new VirtualLineSlave(2);
        VirtualLine line = LineWith(other);
        var master = new RtuMaster(line);
        Assert.Equal(ModbusStatus.Timeout, master.Run(line, Read(1, 3, 0, 2)));
        long failedAtMs = line.NowMs;
        Assert.Equal(ModbusStatus.Ok, master.Run(line, Read(2, 3, 0, 2)));
        Assert.InRange(line.NowMs - failedAtMs, 1, 60);
        Assert.Equal(ModbusStatus.Timeout, master.Run(line, Read(1, 3, 0, 2)));
        Assert.InRange(line.SentAtUs[^1] / 1000 - failedAtMs, 300, 400);
    }

    [Fact]
    public void A_broadcast_awaits_no_answer_but_leaves_the_slaves_time_to_work()
    {
        long begunMs = _line.NowMs;
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Write(0, 6, 1, 3)));
        Assert.Single(_line.Sent);
        Assert.InRange(_line.NowMs - begunMs, 109, 150);
    }

    [Fact]
    public void A_refused_request_touches_nothing()
    {
        ModbusRequest request = Read(1, 3, 0, 126);
        Assert.True(_master.Begin(request, _line.NowMs));
        Assert.False(_master.IsBusy);
        Assert.False(_master.IsSent);
        Assert.Equal(ModbusStatus.IllegalValue, request.Status);
        Assert.Empty(_line.Sent);
        Assert.Equal(0, _line.Opened);
        Assert.Equal(long.MaxValue, _master.Step(_line.NowMs));
    }

    [Fact]
    public void While_one_request_runs_another_is_not_taken()
    {
        ModbusRequest first = Read(1, 3, 0, 2);
        ModbusRequest second = Read(1, 3, 5, 2);
        Assert.True(_master.Begin(first, _line.NowMs));
        Assert.False(_master.Begin(second, _line.NowMs));
        Assert.Equal(ModbusStatus.Pending, first.Status);
    }

    [Fact]
    public void A_line_that_does_not_open_is_a_status_and_no_exception()
    {
        _line.CanOpen = false;
        Assert.Equal(ModbusStatus.LineBusy, _master.Run(_line, Read(1, 3, 0, 2)));
        _line.CanOpen = true;
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Read(1, 3, 0, 2)));
    }

    [Fact]
    public void A_line_that_never_falls_silent_is_busy_and_recovers()
    {
        _line.Schedule(new byte[3000], _line.NowUs);
        Assert.Equal(ModbusStatus.LineBusy, _master.Run(_line, Read(1, 3, 0, 2)));
        Assert.Empty(_line.Sent);
        while (_line.NowMs < 4200) _line.SleepUntil(_line.NowMs + 100);
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Read(1, 3, 0, 2)));
    }

    [Fact]
    public void An_answer_that_came_while_everything_was_frozen_counts()
    {
        ModbusRequest request = Read(1, 3, 0, 2);
        _master.Begin(request, _line.NowMs);
        while (_line.Sent.Count == 0) _line.SleepUntil(_master.Step(_line.NowMs));
        _line.NowUs += 10_000_000;
        _master.Step(_line.NowMs);
        Assert.Equal(ModbusStatus.Ok, request.Status);
        AssertValues(request, 0);
    }

    [Fact]
    public void Being_stepped_far_too_often_changes_nothing()
    {
        ModbusRequest request = Read(1, 3, 0, 20);
        _master.Begin(request, _line.NowMs);
        for (int i = 0; i < 100_000 && _master.IsBusy; i++)
        {
            _master.Step(_line.NowMs);
            _line.NowUs += 37;
        }

        Assert.Equal(ModbusStatus.Ok, request.Status);
        AssertValues(request, 0);
        Assert.Equal(0, _line.Unseen);
    }

    internal static void AssertValues(ModbusRequest request, int salt)
    {
        for (int i = 0; i < request.Count; i++)
        {
            ushort expected = VirtualLineSlave.Value(request.Slave, request.Function, request.Address + i, salt);
            if (request.Function <= 2) Assert.Equal((expected & 1) != 0, request.Bit(i));
            else Assert.Equal(expected, request.Register(i));
        }
    }

    private static byte[] Reply(string text)
    {
        int seal = text.IndexOf("seal ", StringComparison.Ordinal);
        if (seal < 0) return Convert.FromHexString(text.Replace(" ", ""));
        byte[] stray = Convert.FromHexString(text[..seal].Replace(" ", ""));
        return [.. stray, .. VirtualLineSlave.Sealed(Convert.FromHexString(text[(seal + 5)..].Replace(" ", "")))];
    }
}
