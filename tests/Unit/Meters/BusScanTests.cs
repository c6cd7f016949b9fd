// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.Meters;

/// <summary>The search for slaves on a simulated line, with devices as their papers describe them.</summary>
public class BusScanTests(ITestOutputHelper output)
{
    [Fact]
    public void Three_slaves_at_their_own_bit_rates_are_found_while_polls_wait_for_one_request_at_most()
    {
        var polled = new RegisterDevice(1);
        for (int i = 0; i < 20; i++) polled[3, 100 + i] = (ushort)i;
        VirtualLine line = RatedSlave.Line(
            new RatedSlave(polled), new RatedSlave(Sdm120(5), 2400), new RatedSlave(Orno(17), 9600, LineParity.Even), new RatedSlave(Abb(40), 19200));
        var bus = new ModbusBus(line);
        var scan = new BusScan();
        var timedScan = new TimedUser(scan);
        TimedUser[] polls = [new(new PollingUser(1)), new(new PollingUser(1, 2, periodMs: 400))];
        foreach (TimedUser poll in polls) bus.Attach(poll);
        bus.Attach(timedScan);
        bus.RunFor(line, 5000);
        int quietPolls = polls[0].Served;

        Assert.True(scan.Start(Order("""{"from":1,"to":50,"bitRates":[2400,9600,19200],"parities":["none","even"]}"""), line.NowMs));
        Assert.False(scan.Start(Order("{}"), line.NowMs));
        var snapshot = new BusScanSnapshot();
        int done = 0;
        long startedMs = line.NowMs;
        long longestOtherMs = 0;
        foreach (TimedUser poll in polls) poll.LongestWaitMs = 0;
        while (scan.State == BusScanState.Running)
        {
            bus.RunFor(line, 100);
            scan.CopyTo(snapshot);
            Assert.InRange(snapshot.Done, done, snapshot.Total);
            done = snapshot.Done;
            Assert.True(line.NowMs < startedMs + 600_000, "the search does not end");
        }

        longestOtherMs = polls.Max(poll => poll.LongestServiceMs);
        Assert.Equal((300, 300, BusScanState.Done), (snapshot.Done, snapshot.Total, snapshot.State));
        Assert.Equal(
            ["1 9600 none ?", "5 2400 none eastron-sdm120", "17 9600 even orno-we-517", "40 19200 none abb-b23"],
            Found(snapshot).OrderBy(found => int.Parse(found.Split(' ')[0])));

        // Two polls share the line: one waits for the other and for one request of the search.
        foreach (TimedUser poll in polls)
        {
            output.WriteLine($"waited at most {poll.LongestWaitMs} ms; longest request of the search {timedScan.LongestServiceMs} ms, of a poll {longestOtherMs} ms");
            Assert.InRange(poll.LongestWaitMs, 1, timedScan.LongestServiceMs + longestOtherMs + 5);
        }

        Assert.True(timedScan.InARowWhileOthersWaited(polls) <= 1);
        Assert.True(quietPolls > 30 && ((PollingUser)polls[0].User).Failed == 0);
        output.WriteLine($"300 places in {(line.NowMs - startedMs) / 1000.0:0.0} s beside two polls");
    }

    public static TheoryData<string, string> KnownMeters() => new()
    {
        { "sunspec", "fronius-sunspec" },
        { "abb", "abb-b23" },
        { "em24", "carlo-gavazzi-em24" },
        { "em340", "carlo-gavazzi-em340" },
        { "dtsu-h", "chint-dtsu666-h" },
        { "dtsu", "chint-dtsu666" },
        { "orno", "orno-we-517" },
        { "iem", "schneider-iem3155" },
        { "pac", "siemens-pac2200" },
        { "finder", "finder-7m38" },
        { "sdm630", "eastron-sdm630-v2" },
        { "sdm72v2", "eastron-sdm72dm-v2" },
        { "sdm230", "eastron-sdm230" },
        { "sdm120", "eastron-sdm120" },
        { "sdm72", "eastron-sdm72dm" },
        { "nothing", "?" },
        { "dead mains", "?" },
    };

    [Theory]
    [MemberData(nameof(KnownMeters))]
    public void A_known_meter_is_recognised_by_its_registers(string kind, string preset)
    {
        BusScanSnapshot found = Scan(new RatedSlave(Device(kind)), "{\"from\":3,\"to\":4}");
        Assert.Equal(["3 9600 none " + preset], Found(found));
        Assert.Equal(2, found.Done);
        if (preset == "?") Assert.Equal("answers; no meter that is known", found.How[0]);
        else Assert.NotNull(PresetCatalog.Create(preset));
    }

    [Fact]
    public void Every_preset_can_be_recognised()
    {
        string[] recognised = [.. KnownMeters().Select(row => (string)((object[])row)[1]).Where(preset => preset != "?")];
        Assert.Equal(Enumerable.Range(0, PresetCatalog.Count).Select(PresetCatalog.Id).Order(), recognised.Order());
    }

    [Fact]
    public void The_reference_tells_by_what_each_meter_is_recognised()
    {
        var found = KnownMeters().Select(row => (string)((object[])row)[0]).Select(kind => Scan(new RatedSlave(Device(kind)), "{\"from\":3,\"to\":3}"));
        Assert.Equal(
            found.Where(scan => scan.Meter[0].Length > 0).Select(scan => scan.Meter[0] + ": " + scan.How[0]),
            DocumentTable.Rows("docs/reference/custom-modules.md", "Search").Select(row => row[0] + ": " + row[1]));
    }

    [Fact]
    public void A_device_that_only_refuses_is_found_and_one_that_garbles_is_called_damaged()
    {
        VirtualLine line = RatedSlave.Line();
        line.Slaves = request => request[0] switch
        {
            10 => [new LineReply(RtuFrames.Close(10, 0x83, 1), 10_000)],
            20 => [new LineReply([20, 3, 4, 1, 2, 3, 4, 5, 6], 10_000)],
            _ => [],
        };
        BusScanSnapshot found = Scan(line, "{}");
        Assert.Equal(["10 9600 none ?", "20 9600 none ?"], Found(found));
        Assert.StartsWith("damaged answers", found.How[1]);
        Assert.Equal(247, found.Done);
    }

    [Fact]
    public void One_burst_of_noise_is_no_slave()
    {
        VirtualLine line = RatedSlave.Line();
        int asked = 0;
        line.Slaves = request => request[0] == 5 && asked++ == 0 ? [new LineReply([0xFF, 0x00, 0xFF, 0xFF, 0x00, 0xFE], 10_000)] : [];
        Assert.Empty(Found(Scan(line, "{\"to\":9}")));
        Assert.Equal(2, asked);
    }

    [Fact]
    public void A_stopped_search_keeps_what_it_has_found_and_a_new_one_begins_anew()
    {
        VirtualLine line = RatedSlave.Line(new RatedSlave(Sdm120(2)));
        var bus = new ModbusBus(line);
        var scan = new BusScan();
        bus.Attach(scan);
        scan.Start(Order("{}"), line.NowMs);
        bus.RunFor(line, 6000);
        scan.Stop();
        bus.RunFor(line, 1000);
        var snapshot = new BusScanSnapshot();
        scan.CopyTo(snapshot);
        Assert.Equal((BusScanState.Stopped, 1), (snapshot.State, snapshot.Count));
        Assert.InRange(snapshot.Done, 2, 246);
        Assert.True(scan.Start(Order("{\"from\":10,\"to\":11}"), line.NowMs));
        scan.CopyTo(snapshot);
        Assert.Equal((0, 0, 2), (snapshot.Done, snapshot.Count, snapshot.Total));
    }

    [Fact]
    public void A_line_that_cannot_be_opened_ends_the_search()
    {
        VirtualLine line = RatedSlave.Line();
        line.CanOpen = false;
        Assert.Equal(BusScanState.LineFailed, Scan(line, "{}").State);
    }

    [Fact]
    public void More_answers_than_there_is_room_for_are_said_to_be()
    {
        VirtualLine line = RatedSlave.Line();
        line.Slaves = request => [new LineReply(RtuFrames.Close(request[0], (byte)(request[1] | 0x80), 2), 5_000)];
        BusScanSnapshot found = Scan(line, "{\"to\":40}");
        Assert.Equal((BusScan.MostFound, true, 40), (found.Count, found.IsFull, found.Done));
    }

    [Theory]
    [InlineData("""{"from":0}""", "from")]
    [InlineData("""{"to":248}""", "to")]
    [InlineData("""{"from":9,"to":8}""", "to")]
    [InlineData("""{"bitRates":9600}""", "bitRates")]
    [InlineData("""{"bitRates":[9600,9601]}""", "bitRates[1]")]
    [InlineData("""{"parities":["none","mark"]}""", "parities[1]")]
    [InlineData("""{"parities":["none","none","none","none"]}""", "parities[3]")]
    [InlineData("""{"timeoutMs":19}""", "timeoutMs")]
    [InlineData("""{"stopBits":0}""", "stopBits")]
    [InlineData("""{"speed":1}""", "speed")]
    public void An_order_that_makes_no_sense_is_refused_with_its_field(string json, string key)
    {
        var fault = new SettingsFault();
        Assert.False(new BusScanOrder().TryRead(SectionText.Reader(json), fault));
        Assert.Equal(key, fault.Key);
        Assert.NotEmpty(fault.Message);
    }

    private static BusScanOrder Order(string json)
    {
        var order = new BusScanOrder();
        var fault = new SettingsFault();
        Assert.True(order.TryRead(SectionText.Reader(json), fault), fault.Key + " " + fault.Message);
        return order;
    }

    private static BusScanSnapshot Scan(RatedSlave slave, string order) => Scan(RatedSlave.Line(slave), order);

    private static BusScanSnapshot Scan(VirtualLine line, string order)
    {
        var bus = new ModbusBus(line);
        var scan = new BusScan();
        bus.Attach(scan);
        scan.Start(Order(order), line.NowMs);
        for (int i = 0; i < 3000 && scan.State == BusScanState.Running; i++) bus.RunFor(line, 100);
        var snapshot = new BusScanSnapshot();
        scan.CopyTo(snapshot);
        return snapshot;
    }

    private static string[] Found(BusScanSnapshot scan) =>
        [.. Enumerable.Range(0, scan.Count).Select(i => $"{scan.Slave[i]} {scan.BitRate[i]} {scan.Parity[i]} {(scan.Meter[i].Length == 0 ? "?" : scan.Meter[i])}")];

    private static RegisterDevice Device(string kind) => kind switch
    {
        "sunspec" => new RegisterDevice(3) { [3, 40000] = 0x5375, [3, 40001] = 0x6E53 },
        "abb" => Abb(3),
        "em24" => new RegisterDevice(3) { [3, 0] = 2300, [3, 1] = 0, [3, 11] = 72 },
        "em340" => new RegisterDevice(3) { [3, 0] = 2300, [3, 1] = 0, [3, 11] = 345 },
        "dtsu-h" => new RegisterDevice(3) { [3, 2001] = 0x3B11 },
        "dtsu" => Floats(3, 3, (0x2006, 2301f)),
        "orno" => Orno(3),
        "iem" => Floats(3, 3, (0x0BD3, 231f)),
        "pac" => Floats(3, 3, (0x0001, 229.5f)),
        "finder" => Floats(3, 4, (2500, 230f)),
        "sdm630" => Floats(3, 4, (0, 230f), (2, 231f), (4, 229f), (0x34, 500f), (0x15A, 0f), (0x500, 1f)),
        "sdm72v2" => Floats(3, 4, (0, 230f), (2, 231f), (4, 229f), (0x34, 500f), (0x500, 1f)),
        "sdm230" => Floats(3, 4, (0, 230f), (0x0C, 500f), (0x180, 0f)),
        "sdm120" => Sdm120(3),
        "sdm72" => Floats(3, 4, (0x34, -500f), (0x48, 1f), (0x500, 0f)),
        "dead mains" => Floats(3, 4, (0, 0f), (2, 0f)),
        _ => new RegisterDevice(3) { [3, 0] = 1, [3, 1] = 2 },
    };

    private static RegisterDevice Sdm120(byte slave) => Floats(slave, 4, (0, 230f), (0x0C, 500f));

    private static RegisterDevice Orno(byte slave) => Floats(slave, 3, (0x0E, 230f), (0x14, 50f));

    private static RegisterDevice Abb(byte slave) => new(slave) { [3, 0x8960] = 0x4232, [3, 0x8961] = 0x3320 };

    private static RegisterDevice Floats(byte slave, byte function, params (int Address, float Value)[] values)
    {
        var device = new RegisterDevice(slave);
        foreach ((int address, float value) in values) device.SetFloat(function, address, value);
        return device;
    }

    /// <summary>Passes everything on and notes how long requests take and how long the user waited for the line.</summary>
    private sealed class TimedUser(IBusUser user) : IBusUser
    {
        private readonly List<long> _begunMs = [];
        private long _endedMs;

        public IBusUser User => user;

        public long LongestServiceMs { get; private set; }

        public long LongestWaitMs { get; set; }

        public int Served { get; private set; }

        public long DueAtMs => user.DueAtMs;

        public bool Fill(ModbusRequest request, long nowMs)
        {
            LongestWaitMs = Math.Max(LongestWaitMs, nowMs - Math.Max(user.DueAtMs, _endedMs));
            _begunMs.Add(nowMs);
            return user.Fill(request, nowMs);
        }

        public void Completed(ModbusRequest request, long nowMs)
        {
            LongestServiceMs = Math.Max(LongestServiceMs, nowMs - _begunMs[^1]);
            _endedMs = nowMs;
            Served++;
            user.Completed(request, nowMs);
        }

        /// <summary>Most requests of this user between two of the one that is always due.</summary>
        public int InARowWhileOthersWaited(TimedUser[] others)
        {
            int most = 0;
            long[] always = [.. others[0]._begunMs];
            for (int i = 1; i < always.Length; i++) most = Math.Max(most, _begunMs.Count(moment => moment > always[i - 1] && moment < always[i]));
            return most;
        }
    }
}
