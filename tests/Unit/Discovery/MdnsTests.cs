// SPDX-License-Identifier: MIT
using System.Net;
using nanoFramework.Emulation;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Discovery;

/// <summary>The device in mDNS, seen from a computer at the same switch.</summary>
public sealed class MdnsTests : IDisposable
{
    private const string Service = "_http._tcp.local";
    private const string Instance = "wattwarden-000001._http._tcp.local";
    private const string Host = "wattwarden-000001.local";

    private static readonly string[] Announcement =
    [
        $"{Service} PTR 4500 {Instance}",
        $"{Instance} SRV! 120 0 0 80 {Host}",
        $"{Instance} TXT! 4500 path=/|model=Desk|version=0.1.0|mac=025757000001",
        $"{Host} A! 120 192.168.7.50",
    ];

    private readonly LanRig _lan = new();

    public MdnsTests() => _lan.Add("192.168.7.50");

    public void Dispose() => _lan.Dispose();

    [Fact]
    public void It_asks_three_times_for_its_name_then_announces_itself_twice()
    {
        _lan.Run(5000);
        List<DnsPacket> heard = _lan.Heard();
        Assert.Equal(5, heard.Count);
        foreach (DnsPacket probe in heard.Take(3))
        {
            Assert.Equal(0, probe.Flags);
            Assert.Equal([$"{Host} ANY QM", $"{Instance} ANY QM"], probe.Questions);
            Assert.Equal(2, probe.Authorities.Count);
            Assert.Contains(probe.Authorities, it => it is { Type: "A", Data: "192.168.7.50", Only: false });
        }

        foreach (DnsPacket announcement in heard.Skip(3))
        {
            Assert.Equal((0, 0x8400, 0), (announcement.Id, announcement.Flags, announcement.Questions.Count));
            Assert.Equal(Announcement, announcement.Answers.Select(it => it.ToString()));
        }
    }

    [Fact]
    public void A_browser_gets_the_service_with_everything_that_it_will_ask_next()
    {
        Settle();
        _lan.Multicast(DnsPacket.Query(0, Service + " PTR"));
        _lan.Run(200);
        DnsPacket answer = Assert.Single(_lan.Heard());
        Assert.Equal(Announcement[..1], answer.Answers.Select(it => it.ToString()));
        Assert.Equal(Announcement[1..], answer.Additional.Select(it => it.ToString()));
    }

    [Theory]
    [InlineData(Host + " A", "A! 120 192.168.7.50")]
    [InlineData("WattWarden-000001.LOCAL A", "A! 120 192.168.7.50")]
    [InlineData(Instance + " SRV", "SRV! 120 0 0 80 " + Host)]
    [InlineData(Instance + " TXT", "TXT! 4500 path=/|model=Desk|version=0.1.0|mac=025757000001")]
    [InlineData("_services._dns-sd._udp.local PTR", "PTR 4500 " + Service)]
    public void Each_record_is_given_to_who_asks_for_it(string question, string record)
    {
        Settle();
        _lan.Multicast(DnsPacket.Query(0, question));
        _lan.Run(200);
        DnsRecord answer = Assert.Single(Assert.Single(_lan.Heard()).Answers);
        Assert.EndsWith(record, answer.ToString());
    }

    [Theory]
    [InlineData("_ipp._tcp.local PTR")]
    [InlineData("other.local A")]
    [InlineData(Host + " AAAA")]
    [InlineData(Host + " PTR")]
    [InlineData("wattwarden-000001.local.local A")]
    public void Other_questions_are_not_answered(string question)
    {
        Settle();
        _lan.Multicast(DnsPacket.Query(0, question));
        _lan.Run(500);
        Assert.Empty(_lan.Heard());
    }

    [Fact]
    public void Who_knows_the_service_already_is_not_told_again_until_half_its_life_is_over()
    {
        Settle();
        _lan.Multicast(DnsPacket.QueryKnowing(Service + " PTR", Instance, 2250));
        _lan.Run(500);
        Assert.Empty(_lan.Heard());
        _lan.Multicast(DnsPacket.QueryKnowing(Service + " PTR", Instance, 2249));
        _lan.Run(500);
        Assert.Single(_lan.Heard());
    }

    [Fact]
    public void Who_welcomes_an_answer_of_his_own_gets_it_alone()
    {
        Settle();
        using IDatagramEnd other = _lan.Hub.Open(() => IPAddress.Parse("192.168.7.10"), 5353);
        other.Send(DnsPacket.Query(7, Host + " A QU"), new IPEndPoint(IPAddress.Parse(LanRig.Group), 5353));
        _lan.Run(200);
        Assert.Equal("A! 120 192.168.7.50", Assert.Single(new DnsPacket(Assert.Single(LanRig.Take(other))).Answers).ToString()[(Host.Length + 1)..]);
        Assert.DoesNotContain(_lan.Heard(), it => it.Flags != 0);
    }

    [Fact]
    public void Somebody_who_knows_no_mdns_gets_an_ordinary_answer_that_lives_ten_seconds()
    {
        Settle();
        _lan.Computer.Send(DnsPacket.Query(4711, Host + " A"), new IPEndPoint(IPAddress.Parse(LanRig.Group), 5353));
        _lan.Run(200);
        DnsPacket answer = new(Assert.Single(LanRig.Take(_lan.Computer)));
        Assert.Equal(4711, answer.Id);
        Assert.Equal([Host + " A QM"], answer.Questions);
        Assert.Equal($"{Host} A 10 192.168.7.50", Assert.Single(answer.Answers).ToString());
    }

    [Fact]
    public void The_same_record_goes_out_once_a_second_at_most()
    {
        Settle();
        for (int i = 0; i < 20; i++)
        {
            _lan.Multicast(DnsPacket.Query(0, Host + " A"));
            _lan.Run(100);
        }

        Assert.InRange(_lan.Heard().Count, 2, 3);
    }

    [Fact]
    public void A_name_that_somebody_has_already_is_left_to_him()
    {
        _lan.Run(150);
        _lan.Multicast(DnsPacket.Claim(Host, "192.168.7.77"));
        _lan.Run(4000);
        Assert.Equal("wattwarden-000001-2.local A! 120 192.168.7.50", _lan.Heard()[^1].Answers[^1].ToString());
    }

    [Fact]
    public void Of_two_that_meet_later_the_one_with_the_greater_address_takes_another_name()
    {
        Settle();
        _lan.Multicast(DnsPacket.Claim(Host, "192.168.7.77"));
        _lan.Run(3000);
        Assert.Equal($"{Host} A! 120 192.168.7.50", _lan.Heard()[^1].Answers[^1].ToString());
        _lan.Multicast(DnsPacket.Claim(Host, "192.168.7.8"));
        _lan.Run(4000);
        Assert.Equal("wattwarden-000001-2.local A! 120 192.168.7.50", _lan.Heard()[^1].Answers[^1].ToString());
    }

    [Fact]
    public void Two_devices_with_the_same_name_end_up_with_two()
    {
        using var lan = new LanRig();
        lan.Add("192.168.7.50", 1, "cellar");
        lan.Add("192.168.7.51", 2, "cellar");
        lan.Run(10_000);
        lan.Heard();
        lan.Multicast(DnsPacket.Query(0, Service + " PTR"));
        lan.Run(500);
        Assert.Equal(["cellar._http._tcp.local", "cellar-2._http._tcp.local"], lan.Heard().SelectMany(it => it.Answers).Select(it => it.Data).Order().Reverse().OrderBy(it => it.Length));
    }

    [Fact]
    public void It_says_goodbye_before_a_restart_and_when_its_name_changes()
    {
        Settle();
        _lan.Device(0).Network.Section.Commit("""{"name":"cellar"}""");
        _lan.Run(5000);
        List<DnsPacket> heard = _lan.Heard();
        Assert.Equal([0, 0, 0, 0], heard[0].Answers.Select(it => it.Ttl));
        Assert.Equal(Instance, heard[0].Answers[0].Data);
        Assert.Equal("cellar.local A! 120 192.168.7.50", heard[^1].Answers[^1].ToString());

        _lan.Device(0).AskRestart(_lan.Board(0).UptimeMs);
        _lan.Run(300);
        Assert.Equal(["cellar._http._tcp.local 0"], _lan.Heard().SelectMany(it => it.Answers).Where(it => it.Type == "PTR").Select(it => it.Data + " " + it.Ttl));
        Assert.Equal(0, _lan.Lan(0).OpenSockets);
    }

    [Fact]
    public void Another_address_is_announced_and_without_a_link_there_are_no_sockets()
    {
        Settle();
        Assert.Equal(2, _lan.Lan(0).OpenSockets);
        _lan.Lan(0).IsUp = false;
        _lan.Run(5000);
        Assert.Equal(0, _lan.Lan(0).OpenSockets);
        _lan.Lan(0).Lease = 0xC0A8074E;
        _lan.Lan(0).IsUp = true;
        _lan.Run(40_000);
        Assert.Equal($"{Host} A! 120 192.168.7.78", _lan.Heard()[^1].Answers[^1].ToString());
        Assert.Equal(2, _lan.Lan(0).OpenSockets);
    }

    private void Settle()
    {
        _lan.Run(6000);
        _lan.Heard();
    }
}
