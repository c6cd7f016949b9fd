// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using static Wattwarden.Tests.Support.VirtualLineRunner;

namespace Wattwarden.Tests.Unit.Modbus;

public class ModbusBusTests
{
    private readonly ITestOutputHelper _output;
    private readonly VirtualLineSlave[] _slaves = [new(1), new(2), new(3)];
    private readonly VirtualLine _line;
    private readonly ModbusBus _bus;

    public ModbusBusTests(ITestOutputHelper output)
    {
        _output = output;
        _line = LineWith(_slaves);
        _bus = new ModbusBus(_line);
    }

    [Fact]
    public void Users_that_want_all_the_time_get_the_same_share()
    {
        PollingUser[] users = Attach(new PollingUser(1), new PollingUser(2), new PollingUser(3));
        _bus.RunFor(_line, 10_000);
        Assert.InRange(users[0].Good, 50, 200);
        foreach (PollingUser user in users) Assert.InRange(user.Good, users[0].Good - 1, users[0].Good + 1);
    }

    [Fact]
    public void A_user_with_a_raster_is_not_starved_by_greedy_ones_of_any_position()
    {
        for (int place = 0; place < 3; place++)
        {
            VirtualLine line = LineWith(_slaves);
            var bus = new ModbusBus(line);
            var modest = new PollingUser(3, periodMs: 1000) { DueAtMs = line.NowMs };
            var greedy = new[] { new PollingUser(1, 125), new PollingUser(2, 125) };
            for (int i = 0; i < 3; i++) bus.Attach(i == place ? modest : greedy[i > place ? i - 1 : i]);
            bus.RunFor(line, 20_000);
            Assert.InRange(modest.Good, 19, 21);
            Assert.InRange(modest.LongestPauseMs, 900, 1700);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    [InlineData(500, 0)]
    [InlineData(500, 10)]
    [InlineData(1000, 10)]
    public void A_dead_slave_costs_the_others_less_than_a_tenth(int periodMs, int coarseMs)
    {
        int alive = CountOfTheOthers(periodMs, coarseMs, isDead: false);
        int withDead = CountOfTheOthers(periodMs, coarseMs, isDead: true);
        _output.WriteLine($"period {periodMs} ms, clock of {Math.Max(1, coarseMs)} ms: {alive} readings of the others beside an empty place, {withDead} beside a dead slave");
        Assert.InRange(withDead, alive * 0.9, alive * 1.01);
    }

    [Fact]
    public void A_dead_slave_is_asked_after_pauses_that_double_up_to_four_seconds()
    {
        _slaves[2].IsDead = true;
        Attach(new PollingUser(1), new PollingUser(3) { Retries = 0 });
        _bus.RunFor(_line, 30_000);
        long[] asked = [.. _line.Sent.Zip(_line.SentAtUs).Where(s => s.First[0] == 3).Select(s => s.Second / 1000)];
        long[] pauses = [.. asked.Skip(1).Zip(asked, (later, earlier) => later - earlier)];
        const int Attempt = 400;   // question, time-out and what is on the line at that moment
        // the first pause ends only when no late answer can come any more; the last ones grow to twelve times what asking costs
        int[] expected = [340, 500, 1000, 2000, 4000, 4300, 4300];
        _output.WriteLine(string.Join(' ', pauses));
        for (int i = 0; i < expected.Length; i++) Assert.InRange(pauses[i], expected[i] + 300, expected[i] + Attempt + 60);
    }

    [Fact]
    public void A_slave_alone_on_the_bus_is_asked_at_least_every_second_and_a_bit()
    {
        _slaves[0].IsDead = true;
        PollingUser user = Attach(new PollingUser(1))[0];
        _bus.RunFor(_line, 20_000);
        int before = _slaves[0].Asked;
        _bus.RunFor(_line, 14_000);
        Assert.InRange(_slaves[0].Asked - before, 9, 12);
        _slaves[0].IsDead = false;
        _bus.RunFor(_line, 1_400);
        Assert.Equal(ModbusStatus.Ok, user.Last);
    }

    [Fact]
    public void Users_that_never_want_anything_do_not_lengthen_the_pause_of_the_only_one_that_does()
    {
        _slaves[0].IsDead = true;
        PollingUser[] users = Attach(new PollingUser(1), new PollingUser(2) { DueAtMs = long.MaxValue }, new PollingUser(3) { DueAtMs = long.MaxValue });
        _bus.RunFor(_line, 60_000);
        Assert.InRange(users[0].Failed, 35, 70);
    }

    [Fact]
    public void Any_answer_ends_the_pauses()
    {
        _slaves[2].IsDead = true;
        PollingUser user = Attach(new PollingUser(1), new PollingUser(3))[1];
        _bus.RunFor(_line, 15_000);
        _slaves[2].IsDead = false;
        _slaves[2].Refuses = 2;
        _bus.RunFor(_line, 5_000);
        int asked = _slaves[2].Asked;
        _bus.RunFor(_line, 2_000);
        Assert.InRange(_slaves[2].Asked - asked, 10, 60);
        Assert.Equal(ModbusStatus.IllegalAddress, user.Last);
    }

    [Fact]
    public void A_failed_request_is_repeated_but_not_to_a_slave_that_was_silent_before()
    {
        PollingUser user = Attach(new PollingUser(1, periodMs: 5_000) { Retries = 2, DueAtMs = _line.NowMs })[0];
        _slaves[0].IsDead = true;
        _bus.RunFor(_line, 4_000);
        Assert.Equal(3, _slaves[0].Asked);
        Assert.Equal(1, user.Failed);
        _bus.RunFor(_line, 5_000);
        Assert.Equal(4, _slaves[0].Asked);
        Assert.Equal(2, user.Failed);
    }

    [Theory]
    [InlineData(6, 3)]
    [InlineData(2, 1)]
    [InlineData(11, 1)]
    public void Of_the_exceptions_only_busy_is_repeated(byte code, int expected)
    {
        _slaves[0].Refuses = code;
        PollingUser user = Attach(new PollingUser(1, periodMs: 5_000) { Retries = 2, DueAtMs = _line.NowMs })[0];
        _bus.RunFor(_line, 2_000);
        Assert.Equal(expected, _slaves[0].Asked);
        Assert.Equal((ModbusStatus)code, user.Last);
        Assert.Equal(expected, _bus.Counters.Exceptions(0));
        if (code == 6) Assert.InRange(_line.SentAtUs[1] - _line.SentAtUs[0], 100_000, 200_000);
    }

    [Fact]
    public void A_damaged_answer_is_asked_for_again_at_once_and_the_user_does_not_notice()
    {
        int answers = 0;
        _line.Slaves = request =>
        {
            byte[] reply = _slaves[0].Reply(request);
            if (++answers % 2 == 1) reply[5] ^= 0x10;
            return [new LineReply(reply, 5_000)];
        };
        PollingUser user = Attach(new PollingUser(1))[0];
        user.Check = request => RtuMasterTests.AssertValues(request, 0);
        _bus.RunFor(_line, 10_000);
        Assert.InRange(user.Good, 10, 1000);
        Assert.Equal(0, user.Failed);
        Assert.InRange(_bus.Counters.CrcErrors(0), user.Good, user.Good + 1);
    }

    [Fact]
    public void A_user_that_is_due_but_asks_nothing_neither_spins_the_loop_nor_holds_up_the_others()
    {
        PollingUser[] users = Attach(new PollingUser(1) { HasQuestion = false }, new PollingUser(2));
        _bus.RunFor(_line, 5_000);
        Assert.InRange(users[0].Filled, 10, 110);
        Assert.InRange(users[1].Good, 100, 200);
        _bus.Detach(users[1]);
        Assert.InRange(_bus.RunFor(_line, 5_000), 1, 120);
    }

    [Fact]
    public void A_user_whose_request_may_not_be_sent_is_told_and_does_not_spin_the_loop()
    {
        PollingUser[] users = Attach(new PollingUser(1) { Function = 9 }, new PollingUser(2));
        _bus.RunFor(_line, 5_000);
        Assert.Equal(ModbusStatus.IllegalFunction, users[0].Last);
        Assert.InRange(users[0].Failed, 10, 110);
        Assert.InRange(users[1].Good, 100, 200);
        Assert.Equal(-1, _bus.Counters.IndexOf(1));
    }

    [Fact]
    public void A_bus_that_nobody_wants_sleeps()
    {
        Assert.Equal(long.MaxValue, _bus.Step(_line.NowMs));
        Attach(new PollingUser(1) { DueAtMs = long.MaxValue });
        Assert.Equal(long.MaxValue, _bus.Step(_line.NowMs));
        Attach(new PollingUser(2) { DueAtMs = _line.NowMs + 777 });
        Assert.Equal(_line.NowMs + 777, _bus.Step(_line.NowMs));
    }

    [Fact]
    public void A_line_that_cannot_be_opened_is_tried_again_once_a_second()
    {
        _line.CanOpen = false;
        PollingUser user = Attach(new PollingUser(1))[0];
        _bus.RunFor(_line, 10_000);
        Assert.Equal(ModbusStatus.LineBusy, user.Last);
        Assert.InRange(_line.Opened, 9, 11);
        Assert.Equal(0, _bus.Counters.Count);
        _line.CanOpen = true;
        _bus.RunFor(_line, 1_200);
        Assert.Equal(ModbusStatus.Ok, user.Last);
    }

    [Fact]
    public void A_detached_user_hears_nothing_more_and_his_place_is_free()
    {
        PollingUser[] users = Attach([.. Enumerable.Range(0, ModbusBus.MaxUsers).Select(_ => new PollingUser(1))]);
        Assert.False(_bus.Attach(new PollingUser(2)));
        Assert.True(_bus.Attach(users[3]));
        while (_line.Sent.Count == 0) _line.SleepUntil(_bus.Step(_line.NowMs));
        PollingUser leaving = users.Single(u => u.Filled == 1);
        var next = new PollingUser(2);
        _bus.Detach(leaving);
        Assert.True(_bus.Attach(next));
        _bus.RunFor(_line, 3_000);
        Assert.Equal(0, leaving.Good + leaving.Failed);
        Assert.Equal(1, leaving.Filled);
        Assert.True(next.Good > 0);
        Assert.Equal(0, next.Failed);
    }

    [Fact]
    public void What_one_user_sets_does_not_reach_the_next()
    {
        var strange = new SettingsUser(request => (request.BitRate, request.GapMs, request.StopBits, request.TimeoutMs, request.Retries) = (1200, 90, 2, 20, 9));
        var seen = new List<int>();
        var plain = new SettingsUser(request => seen.AddRange([request.BitRate, request.GapMs, request.StopBits, request.TimeoutMs, request.Retries]));
        _bus.Attach(strange);
        _bus.Attach(plain);
        _bus.RunFor(_line, 1_500);
        Assert.Equal([9600, 0, 1, 300, 1], seen.Take(5));
    }

    [Fact]
    public void Counters_add_up_to_what_was_on_the_line()
    {
        var random = new Random(11);
        int[] sent = new int[4];
        _line.Slaves = request =>
        {
            sent[request[0]]++;
            byte[] reply = _slaves[request[0] - 1].Reply(request);
            switch (random.Next(6))
            {
                case 0: return [];
                case 1: return [new LineReply(VirtualLineSlave.Sealed(request[0], 0x83, 4), 4_000)];
                case 2: return [new LineReply(VirtualLineSlave.Sealed(9, 0x83, 4), 4_000)];
                case 3: reply[4] ^= 1; break;
            }

            return [new LineReply(reply, 4_000)];
        };
        Attach(new PollingUser(1), new PollingUser(2), new PollingUser(3));
        _bus.RunFor(_line, 60_000);
        for (byte slave = 1; slave <= 3; slave++)
        {
            int slot = _bus.Counters.IndexOf(slave);
            Assert.InRange(_bus.Counters.Requests(slot), sent[slave] - 1, sent[slave]);
            foreach (long count in new[] { _bus.Counters.Ok(slot), _bus.Counters.Timeouts(slot), _bus.Counters.CrcErrors(slot), _bus.Counters.Exceptions(slot), _bus.Counters.BadFrames(slot) })
                Assert.InRange(count, 1, sent[slave]);
            Assert.InRange(_bus.Counters.LastLatencyMs(slot), 10, 60);
        }
    }

    private static int CountOfTheOthers(int periodMs, int coarseMs, bool isDead)
    {
        VirtualLineSlave[] slaves = [new(1), new(2), new(3) { IsDead = isDead }];
        VirtualLine line = LineWith(slaves);
        line.CoarseMs = coarseMs;
        var bus = new ModbusBus(line);
        PollingUser[] users = [.. Enumerable.Range(1, isDead ? 3 : 2).Select(n => new PollingUser((byte)n, 60, periodMs) { DueAtMs = line.NowMs })];
        foreach (PollingUser user in users) bus.Attach(user);
        bus.RunFor(line, 15_000);   // the pauses have grown
        int before = users[0].Good + users[1].Good;
        bus.RunFor(line, 120_000);
        return users[0].Good + users[1].Good - before;
    }

    private PollingUser[] Attach(params PollingUser[] users)
    {
        foreach (PollingUser user in users) Assert.True(_bus.Attach(user));
        return users;
    }

    private sealed class SettingsUser(Action<ModbusRequest> set) : IBusUser
    {
        public long DueAtMs => 0;

        public bool Fill(ModbusRequest request, long nowMs)
        {
            request.SetRead(1, 3, 0, 1);
            set(request);
            return true;
        }

        public void Completed(ModbusRequest request, long nowMs)
        {
        }
    }
}
