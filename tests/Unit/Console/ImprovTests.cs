// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.ConsoleEdge;

/// <summary>Improv Wi-Fi Serial by its packets (improv-wifi.com/serial). The tests in System use somebody else's client.</summary>
public sealed class ImprovTests
{
    private const byte StateType = 1;
    private const byte ErrorType = 2;
    private const byte ResultType = 4;

    private const uint Address = 0xC0A80117;

    private readonly HandNetwork _network = new() { IsWireless = true, Lease = Address, DhcpSeconds = 1 };
    private readonly ConsoleDevice _device;

    public ImprovTests()
    {
        _device = new ConsoleDevice(new DeskBoard { ConsoleLine = new HandConsole(), Lan = _network });
    }

    [Fact]
    public void The_example_of_the_specification_is_answered()
    {
        // "IMPROV" 01 03 02 02 00 E5: request current state, the specification's own bytes.
        List<Packet> answers = Send([0x49, 0x4D, 0x50, 0x52, 0x4F, 0x56, 0x01, 0x03, 0x02, 0x02, 0x00, 0xE5]);
        Assert.Equal((StateType, 2), (Assert.Single(answers).Type, answers[0].Data[0]));
    }

    [Fact]
    public void A_board_in_the_network_tells_its_address()
    {
        var wired = new ConsoleDevice(new DeskBoard { ConsoleLine = new HandConsole(), Lan = new HandNetwork { Lease = Address } });
        wired.Device.Step(10_000);
        List<Packet> answers = Parse(wired, Command(2), 600);
        Assert.Equal(4, answers[0].Data[0]);
        Assert.Equal(["http://192.168.1.23/"], answers[1].Texts(2));
    }

    [Fact]
    public void Info_names_firmware_version_board_and_device()
    {
        Assert.Equal(["Wattwarden", Wattwarden.Controller.EnergyController.Version, "Desk", "Wattwarden"], Send(Command(3)).Single().Texts(3));
    }

    [Fact]
    public void A_scan_lists_the_Wi_Fis_and_ends_with_an_empty_result()
    {
        _network.AccessPoints["Käthe's"] = "x";
        _network.AccessPoints["barn"] = "x";
        Assert.Empty(Send(Command(4)));
        List<Packet> answers = Parse(_device, [], 5000);
        Assert.Equal([["Käthe's", "-50", "YES"], ["barn", "-50", "YES"], []], answers.Select(answer => answer.Texts(4)));
    }

    [Fact]
    public void Joining_tells_its_states_and_ends_with_the_address()
    {
        _network.AccessPoints["house"] = "secret word";
        List<Packet> first = Send(Join("house", "secret word"));
        Assert.Equal([(ErrorType, (byte)0), (StateType, (byte)3)], first.Select(packet => (packet.Type, packet.Data[0])));
        List<Packet> last = Parse(_device, [], 20_000);
        Assert.Equal(4, last[0].Data[0]);
        Assert.Equal(["http://192.168.1.23/"], last[1].Texts(1));
        Assert.Equal("house", _network.Ssid);
        Assert.Contains("Wi-Fi house, connected, DHCP\naddress: http://192.168.1.23/", _device.Type("network"));
    }

    [Theory]
    [InlineData("house", "wrong word")]
    [InlineData("nobody", "secret word")]
    public void A_Wi_Fi_that_cannot_be_joined_is_told_of_and_the_next_attempt_is_judged_anew(string ssid, string password)
    {
        _network.AccessPoints["house"] = "secret word";
        Send(Join(ssid, password));
        Assert.Equal([(ErrorType, (byte)3), (StateType, (byte)2)], Parse(_device, [], 20_000).Select(packet => (packet.Type, packet.Data[0])));
        Send(Join("house", "secret word"));
        Assert.Equal(["http://192.168.1.23/"], Parse(_device, [], 20_000)[^1].Texts(1));
    }

    [Fact]
    public void A_Wi_Fi_without_an_address_is_given_up()
    {
        _network.AccessPoints["house"] = "secret word";
        _network.Lease = 0;
        Send(Join("house", "secret word"));
        Assert.Equal([(ErrorType, (byte)3), (StateType, (byte)2)], Parse(_device, [], 70_000).Select(packet => (packet.Type, packet.Data[0])));
        Assert.StartsWith("not provisioned", _device.Type("factory"));
    }

    [Fact]
    public void People_join_by_a_typed_line()
    {
        _network.AccessPoints["house"] = "secret-word";
        Assert.Equal("not joined: wrong password", _device.Type("network join house wrong-word", 30_000, 8_000));
        Assert.StartsWith("Wi-Fi house, connected", _device.Type("network join house secret-word", 30_000, 8_000));
        Assert.StartsWith("refused: password ", _device.Type("network join house short"));
        Assert.StartsWith("usage: network", _device.Type("network leave"));
    }

    [Fact]
    public void A_wired_board_cannot_join()
    {
        var wired = new ConsoleDevice(new DeskBoard { ConsoleLine = new HandConsole(), Lan = new HandNetwork() });
        Assert.Contains(Parse(wired, Join("house", "secret word"), 600), packet => packet.Type == ErrorType && packet.Data[0] == 3);
        Assert.StartsWith("refused: this board is wired", wired.Type("network join house secret-word"));
        Assert.Equal("this board has no network", new ConsoleDevice().Type("network"));
    }

    [Fact]
    public void Wrong_packets_get_their_error_and_do_nothing()
    {
        byte[] sum = Command(2);
        sum[^1]++;
        Assert.Equal([(ErrorType, (byte)1)], Kinds(sum));
        Assert.Equal([(ErrorType, (byte)2)], Kinds(Command(99)));
        Assert.Equal([(ErrorType, (byte)1)], Kinds(Frame(3, [1, 9, 3])));       // shorter than it says
        Assert.Equal([(ErrorType, (byte)1)], Kinds(Frame(3, [])));
        Assert.Equal([(ErrorType, (byte)1)], Kinds(Frame(3, [1, 4, 40, 65, 66, 67])));   // a name longer than its packet
        Assert.Equal([(ErrorType, (byte)1)], Kinds(Join("", "x")));
        Assert.Equal([(ErrorType, (byte)1)], Kinds(Join(new string('s', 33), "x")));
        Assert.Equal(0, _network.Joins);
        Assert.Empty(Send(Frame(1, [2, 0])));   // the other side's packets are not ours to answer
    }

    [Fact]
    public void A_packet_whose_next_byte_stays_away_is_dropped_and_the_port_goes_on()
    {
        byte[] whole = Join("house", "secret word");
        for (int cut = 8; cut < whole.Length; cut++)
        {
            _device.Exchange(whole.AsSpan(0, cut));
            Assert.StartsWith("not provisioned", _device.Type("factory"));
        }

        Assert.Equal(0, _network.Joins);
        Assert.Equal(2, Send(Join("house", "secret word")).Count);
    }

    [Fact]
    public void Packets_come_between_lines_and_behind_noise()
    {
        byte[] mixed = [.. "factory\r"u8, .. Command(3), .. "\nxx"u8, .. Command(2), .. "\nfactory\r"u8];
        string text = _device.Exchange(mixed);
        Assert.Equal(2, text.Split("not provisioned").Length - 1);
        Assert.Contains("\nIMPROV\x01\x04", text);
        Assert.Contains("\nIMPROV\x01\x01", text);
    }

    private List<(byte, byte)> Kinds(byte[] bytes) => [.. Send(bytes).Select(packet => (packet.Type, packet.Data[0]))];

    private List<Packet> Send(byte[] bytes) => Parse(_device, bytes, 600);

    private static List<Packet> Parse(ConsoleDevice device, byte[] bytes, int forMs)
    {
        device.Line.Sent.Clear();
        device.Line.Put(bytes);
        device.Device.Step(forMs);
        return Packet.All([.. device.Line.Sent]);
    }

    private static byte[] Command(byte command) => Frame(3, [command, 0]);

    private static byte[] Join(string ssid, string password)
    {
        byte[] name = Encoding.UTF8.GetBytes(ssid);
        byte[] word = Encoding.UTF8.GetBytes(password);
        return Frame(3, [1, (byte)(name.Length + word.Length + 2), (byte)name.Length, .. name, (byte)word.Length, .. word]);
    }

    private static byte[] Frame(byte type, byte[] data)
    {
        byte[] body = [.. "IMPROV"u8, 1, type, (byte)data.Length, .. data];
        return [.. body, (byte)body.Sum(value => value)];
    }

    private sealed record Packet(byte Type, byte[] Data)
    {
        public string[] Texts(byte command)
        {
            Assert.Equal((ResultType, command), (Type, Data[0]));
            Assert.Equal(Data.Length - 2, Data[1]);
            var texts = new List<string>();
            for (int at = 2; at < Data.Length; at += Data[at] + 1) texts.Add(Encoding.UTF8.GetString(Data, at + 1, Data[at]));
            return [.. texts];
        }

        public static List<Packet> All(byte[] sent)
        {
            var packets = new List<Packet>();
            for (int at = 0; at < sent.Length;)
            {
                int start = sent.AsSpan(at).IndexOf("IMPROV"u8);
                if (start < 0) break;
                at += start;
                byte[] data = sent[(at + 9)..(at + 9 + sent[at + 8])];
                Assert.Equal(1, sent[at + 6]);
                Assert.Equal((byte)sent.Skip(at).Take(9 + data.Length).Sum(value => value), sent[at + 9 + data.Length]);
                packets.Add(new Packet(sent[at + 7], data));
                at += 10 + data.Length;
            }

            return packets;
        }
    }
}
