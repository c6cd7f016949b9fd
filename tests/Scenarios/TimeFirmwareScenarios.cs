// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Controller;
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The device's whole program on an emulated chip: its clock begins with 1970, and NTP servers answer, jump or do not.</summary>
public sealed class TimeFirmwareScenarios : IDisposable
{
    private const int Out1 = WattwardenEmsRevAPins.Out1;
    private static readonly DateTimeOffset Truth = new(2026, 10, 24, 20, 30, 0, TimeSpan.Zero);   // the night in which the clocks go back

    private readonly TestChip _chip = new();
    private readonly List<string> _moves = [];
    private readonly HashSet<string> _reachable = [];
    private readonly SortedDictionary<long, Action> _happenings = [];
    private TimeSpan _ahead;

    public TimeFirmwareScenarios()
    {
        _chip.Run(() => Prepare("\"time\":{\"zone\":\"Europe/Warsaw\"}"));
        ((VirtualTimeline)_chip.Time).Advanced += (_, nowUs) => Happen(nowUs);
        PowerOn();
    }

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void A_night_window_follows_the_network_over_the_end_of_daylight_time()
    {
        _reachable.Add("pool.ntp.org");
        RunFor(TimeSpan.FromHours(10));
        Assert.Equal(["on 22:30 local", "off 06:00 local"], _moves.Select(Local));
        Assert.InRange(At(1) - At(0), TimeSpan.FromHours(8.5) - TimeSpan.FromSeconds(5), TimeSpan.FromHours(8.5));
    }

    [Fact]
    public void Nothing_switches_until_the_network_comes_back_and_then_within_a_quarter_of_an_hour()
    {
        _happenings[Us(hours: 2)] = () => _reachable.Add("time.google.com");
        RunFor(TimeSpan.FromHours(3));
        Assert.Single(_moves);
        Assert.InRange(At(0) - Truth, TimeSpan.FromHours(2), TimeSpan.FromHours(2.51));
    }

    [Fact]
    public void A_server_that_jumps_by_hours_is_followed_both_ways()
    {
        _reachable.Add("pool.ntp.org");
        _happenings[Us(minutes: 90)] = () => _ahead = TimeSpan.FromHours(-5);
        _happenings[Us(minutes: 150)] = () => _ahead = TimeSpan.Zero;
        RunFor(TimeSpan.FromHours(4));
        Assert.Equal(3, _moves.Count);
        Assert.InRange(At(1) - Truth, TimeSpan.FromHours(2), TimeSpan.FromHours(2.01));
        Assert.InRange(At(2) - Truth, TimeSpan.FromHours(3), TimeSpan.FromHours(3.01));
    }

    [Fact]
    public void A_power_cut_without_network_afterwards_leaves_the_relay_off()
    {
        _reachable.Add("pool.ntp.org");
        RunFor(TimeSpan.FromHours(1));
        Assert.Single(_moves);
        _reachable.Clear();
        _moves.Clear();
        _chip.PowerCycle();
        _chip.Time.Utc = DateTimeOffset.UnixEpoch;
        PowerOn();
        RunFor(TimeSpan.FromHours(4));
        Assert.Empty(_moves);
    }

    [Theory]
    [InlineData(1L << 31)]
    [InlineData(1L << 32)]
    public void The_night_is_kept_while_a_counter_of_milliseconds_overflows(long uptimeMs)
    {
        _reachable.Add("pool.ntp.org");
        ((VirtualTimeline)_chip.Time).Advance((uptimeMs - 4 * 3600_000L) * 1000);
        _ahead = -TimeSpan.FromMilliseconds(uptimeMs - 4 * 3600_000L);
        RunFor(TimeSpan.FromHours(10));
        Assert.Equal(["on 22:30 local", "off 06:00 local"], _moves.Select(Local));
        Assert.False(_chip.Machine.RestartAsked);
    }

    private static void Prepare(string time)
    {
        var controller = new EnergyController(new WattwardenEmsRevA());
        _ = new WebFront(controller);
        _ = new MqttFront(controller);
        controller.Start(false);
        byte[] document = Encoding.UTF8.GetBytes("{\"version\":1,\"modules\":[],\"mapping\":[]," + time +
            ",\"events\":[{\"name\":\"Night\",\"on\":true,\"per\":true,\"a\":{\"source\":\"time\",\"op\":\"in\",\"value\":\"22:00-06:00\"},\"action\":{\"target\":\"out1\"}}]}");
        Assert.Equal(SaveOutcome.Saved, controller.Store.PutDocument(document, 0, document.Length, new SettingsFault()));
    }

    private static long Us(int hours = 0, int minutes = 0) => (hours * 60L + minutes) * 60_000_000;

    private static string Local(string move)
    {
        DateTimeOffset at = DateTimeOffset.Parse(move.Split(' ')[1], CultureInfo.InvariantCulture);
        TimeSpan offset = at < new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero) ? TimeSpan.FromHours(2) : TimeSpan.FromHours(1);
        return move.Split(' ')[0] + " " + at.ToOffset(offset).ToString("HH:mm", CultureInfo.InvariantCulture) + " local";
    }

    private DateTimeOffset At(int move) => DateTimeOffset.Parse(_moves[move].Split(' ')[1], CultureInfo.InvariantCulture);

    private DateTimeOffset TrueUtc(long nowUs) => Truth.AddMicroseconds(nowUs) + _ahead;

    private void PowerOn()
    {
        _chip.PowerCycle();
        _chip.Machine.Sntp.Servers = (name, momentUs) => _reachable.Contains(name) ? TrueUtc(momentUs) : null;
        bool level = false;
        _chip.Machine.Pins.Written += (pin, now) =>
        {
            if (pin != Out1 || now == level || _chip.Machine.IsStopping) return;
            level = now;
            TimeSpan jump = Math.Abs(_ahead.TotalHours) < 6 ? TimeSpan.Zero : _ahead;   // the long runs begin late
            _moves.Add((now ? "on " : "off ") + (Truth.AddMicroseconds(_chip.Time.NowUs) + jump).ToString("o", CultureInfo.InvariantCulture));
        };
    }

    private void RunFor(TimeSpan time)
    {
        _happenings[_chip.Time.NowUs + (long)time.TotalMicroseconds] = () => _chip.Machine.Stop();
        _chip.Run(Wattwarden.Device.Program.Main);
        Assert.DoesNotContain("fatal", _chip.Console);
    }

    private void Happen(long nowUs)
    {
        while (_happenings.Count > 0 && _happenings.First().Key <= nowUs)
        {
            Action happening = _happenings.First().Value;
            _happenings.Remove(_happenings.First().Key);
            happening();
        }
    }
}
