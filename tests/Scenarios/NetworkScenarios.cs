// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Network;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>A device in a network that is not always there, with settings that are not always right.</summary>
public sealed class NetworkScenarios
{
    private const string Good = """{"dhcp":false,"address":"192.168.7.20","mask":"255.255.255.0","gateway":"192.168.7.1"}""";
    private const string Wrong = """{"dhcp":false,"address":"10.9.9.9","mask":"255.255.255.0","gateway":"10.9.9.1"}""";

    private readonly HandNetwork _lan = new() { Lease = Number("192.168.7.55") };
    private readonly PowerCutFileStore _flash = new();
    private EnergyController _controller = null!;
    private DeskBoard _board = null!;
    private bool _isCut;

    public NetworkScenarios()
    {
        _lan.Hosts.Add(Number("192.168.7.1"));
        Boot();
    }

    [Fact]
    public void A_new_device_takes_the_address_of_a_dhcp_server_and_remembers_that_it_works()
    {
        Run(10);
        Assert.Equal("dhcp 192.168.7.55", _lan.ToString());
        Assert.Equal((NetworkStage.Proven, NetworkWords.Works), Now());
        Assert.Equal(0, _lan.Applied);
        _flash.BeforeWrite = (name, _) => Assert.False(name.StartsWith("network", StringComparison.Ordinal), name);
        Run(3600);
        _flash.BeforeWrite = null;
        Assert.Equal(0, Faults());
        Boot();
        Assert.Equal(NetworkStage.Proven, Now().Stage);
    }

    [Fact]
    public void A_new_device_without_a_dhcp_server_is_at_the_factory_address_after_a_minute_and_tries_dhcp_again_at_each_plugging_and_start()
    {
        _lan.Lease = 0;
        Run(59);
        Assert.Equal((NetworkStage.Trial, true), (Now().Stage, Now().State.Contains("waiting for an address from a DHCP server")));
        Run(4);
        Assert.Equal("static 192.168.0.100", _lan.ToString());
        Assert.Equal((NetworkStage.Fallback, "no DHCP server has given an address; the static address 192.168.0.100 is in use instead"), Now());
        Run(3600);
        Assert.Equal("static 192.168.0.100", _lan.ToString());

        _lan.IsUp = false;
        Run(5);
        _lan.Lease = Number("192.168.7.55");
        _lan.IsUp = true;
        Run(10);
        Assert.Equal("dhcp 192.168.7.55", _lan.ToString());
        Assert.Equal(NetworkStage.Proven, Now().Stage);
    }

    [Fact]
    public void A_static_address_whose_gateway_answers_is_kept_for_good()
    {
        Run(10);
        Save(Good);
        Boot();
        Run(15);
        Assert.Equal("static 192.168.7.20", _lan.ToString());
        Assert.Equal(NetworkStage.Proven, Now().Stage);
        Assert.Equal(1, _lan.Applied);

        // The router dies for a week; a power cut; the setting is known to work and stays.
        _lan.Hosts.Clear();
        Run(7 * 86400, 1000);
        Boot();
        Run(3600, 1000);
        Assert.Equal("static 192.168.7.20", _lan.ToString());
        Assert.Equal(NetworkStage.Proven, Now().Stage);
    }

    [Fact]
    public void A_static_address_that_reaches_no_gateway_gives_way_to_what_worked_before_and_says_so()
    {
        Run(10);
        Save(Wrong);
        Boot();
        Run(200);
        Assert.Equal("static 10.9.9.9", _lan.ToString());
        Assert.StartsWith("on trial: waiting for an answer of the gateway 10.9.9.1, or for somebody to open the page; ", Now().State);
        Run(102);
        Assert.Equal("dhcp 192.168.7.55", WithLease());
        Assert.Equal((NetworkStage.Fallback, "with the address 10.9.9.9 neither the gateway answered nor did anybody open the page; DHCP is in use instead"), Now());
        Assert.Contains(Log(), entry => entry == "W network settings do not work, others are in use: " + Now().State);

        // For good: a power cut does not begin it anew.
        Boot();
        Run(10);
        Assert.Equal("dhcp 192.168.7.55", _lan.ToString());
        Assert.Equal(NetworkStage.Fallback, Now().Stage);

        // Saving the same once more is a new attempt.
        _lan.Hosts.Add(Number("10.9.9.1"));
        Assert.True(Save(Wrong));
        Boot();
        Run(20);
        Assert.Equal("static 10.9.9.9", _lan.ToString());
        Assert.Equal(NetworkStage.Proven, Now().Stage);
        Assert.Contains(Log(), entry => entry.StartsWith("I network new settings work", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_wrong_static_addresses_in_a_row_lead_back_to_the_last_one_that_worked()
    {
        Save(Good);
        Boot();
        Run(15);
        Save(Wrong);
        Boot();
        Run(310);
        Save(Wrong.Replace("10.9.9", "10.8.8"));
        Boot();
        Run(310);
        Assert.Equal("static 192.168.7.20", _lan.ToString());
        Assert.EndsWith("the static address 192.168.7.20 is in use instead", Now().State);
    }

    [Fact]
    public void Somebody_who_opens_the_page_at_the_new_address_proves_it_without_a_gateway()
    {
        _lan.Lease = 0;
        Save("""{"dhcp":false,"address":"172.16.0.9","mask":"255.255.0.0","gateway":"","dns":""}""");
        Boot();
        Run(120);
        Assert.StartsWith("on trial: waiting for somebody to open the page; ", Now().State);
        _controller.Network.NoteClient();
        Run(2);
        Assert.Equal(NetworkStage.Proven, Now().Stage);
        Boot();
        Run(900, 1000);
        Assert.Equal("static 172.16.0.9", _lan.ToString());
    }

    [Fact]
    public void Somebody_whose_page_still_asks_at_the_old_address_proves_nothing()
    {
        Run(10);
        Save(Wrong);
        Boot();
        for (int i = 0; i < 20 && _lan.ToString() != "static 10.9.9.9"; i++)
        {
            _controller.Network.NoteClient();
            Run(1);
        }

        Run(30);
        Assert.Equal(("static 10.9.9.9", NetworkStage.Trial), (_lan.ToString(), Now().Stage));
        _controller.Network.NoteClient();
        Run(2);
        Assert.Equal(NetworkStage.Proven, Now().Stage);
    }

    [Fact]
    public void A_cable_that_is_out_stops_the_clock_of_a_trial()
    {
        Run(10);
        Save(Good);
        _lan.IsUp = false;
        Boot();
        Run(86400, 1000);
        Assert.EndsWith("no link, the time stands still", Now().State);
        Assert.Contains(Log(), entry => entry.StartsWith("W network no link", StringComparison.Ordinal));
        _lan.IsUp = true;
        Run(15);
        Assert.Equal(NetworkStage.Proven, Now().Stage);
        Assert.Equal("static 192.168.7.20", _lan.ToString());
    }

    [Fact]
    public void A_dhcp_server_that_is_lost_for_a_week_changes_nothing_and_is_used_again_when_it_is_back()
    {
        Run(10);
        _lan.Lease = 0;
        Run(7 * 86400, 1000);
        Assert.Equal("dhcp 0.0.0.0", _lan.ToString());
        Assert.Equal(NetworkStage.Proven, Now().Stage);
        Assert.Contains(Log(), entry => entry.StartsWith("W network no address", StringComparison.Ordinal));
        Assert.Equal(0, _lan.Applied);
        _lan.Lease = Number("192.168.7.56");
        Run(5);
        Assert.Equal("dhcp 192.168.7.56", _lan.ToString());
        Assert.Equal(Number("192.168.7.56"), _controller.Network.Address);
    }

    [Fact]
    public void Power_cuts_at_any_moment_of_a_trial_end_in_an_address_that_works()
    {
        Run(10);
        int cuts = 0;
        for (int atSecond = 1; atSecond <= 320; atSecond += 7)
        {
            var random = new Random(atSecond);
            Save(Wrong.Replace("10.9.9", "10.9." + atSecond % 200));
            Boot();
            Run(atSecond);
            Boot();
            Run(random.Next(1, 320));
            Boot();
            cuts += 2;
            Run(330);
            Assert.Equal("dhcp 192.168.7.55", WithLease());
            Assert.Equal(NetworkStage.Fallback, Now().Stage);
        }

        TestReport.Write("network", $"{cuts} power cuts during trials of wrong static addresses: each ended at the address that worked before");
    }

    [Fact]
    public void A_record_that_tears_at_any_byte_costs_one_more_trial_at_most()
    {
        for (int atByte = 0; atByte <= 136; atByte += 3)
        {
            foreach (Tear tear in Enum.GetValues<Tear>())
            {
                PowerCutFileStore flash = _flash.Copy(atByte);
                var rig = new NetworkScenarios(flash);
                rig.Run(10);
                rig.Save(Good);
                rig.Boot();
                rig.CutsNextRecord(atByte, tear);
                rig.Run(60);
                Assert.True(rig._isCut);
                rig.Boot();
                rig.Run(20);
                Assert.Equal("static 192.168.7.20", rig._lan.ToString());
                Assert.Equal(NetworkStage.Proven, rig.Now().Stage);
            }
        }
    }

    [Fact]
    public void A_chip_that_was_changed_by_other_tools_is_set_right_and_one_that_refuses_is_asked_again()
    {
        Save(Good);
        Boot();
        Run(15);
        _lan.BeginApply(new AddressPlan(true, 0, 0, 0, 0));
        _lan.RefusesAll = true;
        Run(40);
        Assert.True(_lan.Block.UsesDhcp);
        _lan.RefusesAll = false;
        Run(40);
        Assert.Equal("static 192.168.7.20", _lan.ToString());
    }

    private NetworkScenarios(PowerCutFileStore flash)
    {
        _flash = flash;
        _lan.Hosts.Add(Number("192.168.7.1"));
        Boot();
    }

    private static uint Number(string address) => Ipv4.TryParse(address, out uint number) ? number : throw new ArgumentException(address);

    private void CutsNextRecord(int atByte, Tear tear) => _flash.BeforeWrite = (name, _) =>
    {
        if (!name.StartsWith("network", StringComparison.Ordinal)) return;
        _flash.BeforeWrite = null;
        _isCut = true;
        _flash.CutNextWrite(atByte, tear);
    };

    // A lease takes its seconds after the change.
    private string WithLease()
    {
        Run(5);
        return _lan.ToString();
    }

    private (NetworkStage Stage, string State) Now()
    {
        var now = new NetworkSnapshot();
        _controller.Network.CopyTo(now);
        return (now.Stage, now.State);
    }

    private long Faults()
    {
        var statistics = new TaskStatistics();
        _controller.CopyTo(statistics);
        return statistics.Faults.Sum();
    }

    private IEnumerable<string> Log()
    {
        var entry = new Wattwarden.Diagnostics.DiagnosticEntry();
        for (int seen = 0; _controller.Diagnostics.TryTake(ref seen, entry);) yield return $"{entry.Letter} {entry.Source} {entry.Message}: {entry.Detail}";
    }

    private void Boot()
    {
        _isCut = false;
        _lan.PowerCycle();
        _board = new DeskBoard { Flash = _flash, Lan = _lan };
        _board.UptimeMs = 0;
        _controller = new EnergyController(_board);
        _controller.Start(safeMode: false);
    }

    private void Run(int seconds, int stepMs = 250)
    {
        for (long untilMs = _board.UptimeMs + seconds * 1000L; _board.UptimeMs < untilMs && !_isCut;)
        {
            _board.UptimeMs += stepMs;
            _controller.Step();
        }
    }

    /// <summary>Stores the section; whether it asks for a restart.</summary>
    private bool Save(string json)
    {
        var reader = new JsonReader();
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(json);
        reader.Reset(bytes, 0, bytes.Length);
        var fault = new SettingsFault();
        Assert.True(_controller.Network.Put(reader, fault, out bool restart) == SaveOutcome.Saved, fault.Key + " " + fault.Message);
        Run(1);
        return restart;
    }
}
