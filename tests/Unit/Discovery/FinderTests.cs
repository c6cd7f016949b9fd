// SPDX-License-Identifier: MIT
using System.Net;
using System.Text.Json;
using nanoFramework.Emulation;
using Wattwarden.Controller;
using Wattwarden.Discovery;
using Wattwarden.Provision;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Discovery;

/// <summary>The tool's broadcast question, and floods of anything else.</summary>
public sealed class FinderTests : IDisposable
{
    private static readonly byte[] Question = [(byte)'W', (byte)'W', (byte)'D', (byte)'?', 1, 0xAB, 0xCD];

    private readonly LanRig _lan = new();

    public FinderTests()
    {
        _lan.Add("192.168.7.50", 1);
        _lan.Add("192.168.7.51", 2, "cellar");
        _lan.Run(6000);
        _lan.Heard();
    }

    public void Dispose() => _lan.Dispose();

    [Fact]
    public void Every_device_answers_a_broadcast_with_its_card_and_the_askers_token()
    {
        Broadcast(Question);
        byte[][] answers = [.. LanRig.Take(_lan.Computer)];
        Assert.Equal(2, answers.Length);
        Assert.All(answers, it => Assert.Equal(new byte[] { (byte)'W', (byte)'W', (byte)'D', (byte)'!', 1, 0xAB, 0xCD }, it[..7]));
        FoundDevice[] found = [.. answers.Select(it => FoundDevice.FromJson(it.AsSpan(7))!).OrderBy(it => it.Address)];
        Assert.Equal(
            new FoundDevice { Name = "wattwarden-000001", Address = "192.168.7.50", Mac = "025757000001", Model = "Desk", Version = EnergyController.Version },
            found[0]);
        Assert.Equal(("cellar", "http://192.168.7.51/"), (found[1].Name, found[1].Url));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { (byte)'W' })]
    [InlineData(new byte[] { (byte)'W', (byte)'W', (byte)'D', (byte)'?', 1, 0 })]
    [InlineData(new byte[] { (byte)'W', (byte)'W', (byte)'D', (byte)'?', 2, 0, 0 })]
    [InlineData(new byte[] { (byte)'W', (byte)'W', (byte)'D', (byte)'!', 1, 0, 0 })]
    public void Anything_else_is_not_answered(byte[] datagram)
    {
        Broadcast(datagram);
        Assert.Empty(LanRig.Take(_lan.Computer));
    }

    [Fact]
    public void Only_neighbours_are_answered()
    {
        using IDatagramEnd stranger = _lan.Hub.Open(() => IPAddress.Parse("10.0.0.5"), 40001);
        stranger.Send(Question, new IPEndPoint(IPAddress.Parse("192.168.7.50"), FinderProtocol.Port));
        stranger.Send(DnsPacket.Query(1, "wattwarden-000001.local A"), new IPEndPoint(IPAddress.Parse("192.168.7.50"), 5353));
        _lan.Run(500);
        Assert.Empty(LanRig.Take(stranger));
    }

    [Fact]
    public void A_flood_of_questions_is_answered_ten_times_a_second_at_most()
    {
        for (int second = 0; second < 5; second++)
        {
            for (int i = 0; i < 1000; i++) _lan.Computer.Send(Question, new IPEndPoint(IPAddress.Parse("192.168.7.50"), FinderProtocol.Port));
            _lan.Run(1000);
        }

        Assert.InRange(LanRig.Take(_lan.Computer).Count(), 40, ReplyBudget.PerSecond * 6);
    }

    [Fact]
    public void A_hundred_thousand_hostile_datagrams_change_nothing_and_no_task_fails()
    {
        var random = new Random(7);
        byte[][] honest =
        [
            Question, DnsPacket.Query(1, "_http._tcp.local PTR", "cellar.local A QU"), DnsPacket.QueryKnowing("_http._tcp.local PTR", "cellar._http._tcp.local", 4500),
            DnsPacket.Claim("cellar.localx", "192.168.7.9"),
        ];
        for (int i = 0; i < 100_000; i++)
        {
            byte[] datagram = (byte[])honest[random.Next(honest.Length)].Clone();
            for (int j = random.Next(6); j > 0; j--) datagram[random.Next(datagram.Length)] = (byte)(random.Next(4) == 0 ? 0xC0 : random.Next(256));
            int length = random.Next(3) == 0 ? random.Next(datagram.Length) : datagram.Length;
            _lan.Computer.Send(datagram.AsSpan(0, length), new IPEndPoint(IPAddress.Parse("192.168.7.51"), random.Next(2) == 0 ? 5353 : FinderProtocol.Port));
            if (i % 8 == 7) _lan.Run(100);
            if (i % 1000 == 0) _ = LanRig.Take(_lan.Computer).Count();
        }

        var statistics = new TaskStatistics();
        _lan.Device(1).CopyTo(statistics);
        Assert.Equal(0, statistics.Faults.Sum());
        _lan.Run(5000);
        _ = LanRig.Take(_lan.Computer).Count();
        Broadcast(Question);
        Assert.Contains(LanRig.Take(_lan.Computer), it => FoundDevice.FromJson(it.AsSpan(7)) is { Name: "cellar" });
    }

    [Fact]
    public void The_card_of_the_reference_has_the_keys_that_a_device_sends()
    {
        Broadcast(Question);
        using JsonDocument sent = JsonDocument.Parse(LanRig.Take(_lan.Computer).First().AsMemory(7));
        Assert.Equal(DocumentTable.Rows("docs/reference/discovery.md", "The card").Select(row => row[0]), sent.RootElement.EnumerateObject().Select(it => it.Name));
        string page = RepositoryFiles.Read("docs/reference/discovery.md");
        Assert.Contains($"UDP port {FinderProtocol.Port}", page);
        Assert.Equal(Finder.DefaultPort, FinderProtocol.Port);
        Assert.Contains($"{ReplyBudget.PerSecond} answers a second", page);
    }

    [Fact]
    public void The_options_of_the_tool_are_documented_in_order_and_in_its_words() =>
        Assert.Equal(
            DiscoverCommand.Options.Select(it => $"{it.Name} {it.Description}"),
            DocumentTable.Rows("docs/reference/discovery.md", "provision discover").Select(row => row[0] + " " + row[1]));

    [Theory]
    [InlineData("""{"name":"a\u001b[31m","address":"1.2.3.4","port":8080}""", "a[31m", "http://1.2.3.4:8080/")]
    [InlineData("""{"address":"1.2.3.4"}""", "", "http://1.2.3.4/")]
    public void What_a_device_says_is_shown_without_control_characters(string json, string name, string url)
    {
        FoundDevice found = FoundDevice.FromJson(System.Text.Encoding.UTF8.GetBytes(json))!;
        Assert.Equal((name, url), (found.Name, found.Url));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"address":"nowhere"}""")]
    [InlineData("""{"address":"1.2.3.4","port":0}""")]
    [InlineData("""{"address":"1.2.3.4","port":"x"}""")]
    public void An_answer_that_makes_no_sense_is_none(string json) => Assert.Null(FoundDevice.FromJson(System.Text.Encoding.UTF8.GetBytes(json)));

    private void Broadcast(byte[] datagram)
    {
        _lan.Computer.Send(datagram, new IPEndPoint(IPAddress.Broadcast, FinderProtocol.Port));
        _lan.Run(300);
    }
}
