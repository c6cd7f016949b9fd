// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Discovery;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Discovery;

/// <summary>Names in DNS messages, the honest and the others.</summary>
public sealed class DnsNameTests
{
    // RFC 1035, section 4.1.4: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40 with a pointer to 20, ARPA at 64 as a pointer to 26, the root at 92.
    private static readonly byte[] Rfc1035 = RfcExample();

    [Fact]
    public void A_name_is_written_as_labels() =>
        Assert.Equal(DnsPacket.Labels("wattwarden-1._http._tcp.local"), DnsName.Encode("wattwarden-1._http._tcp.local"));

    [Theory]
    [InlineData(20, "f.isi.arpa", 32)]
    [InlineData(40, "foo.f.isi.arpa", 46)]
    [InlineData(40, "FOO.F.ISI.ARPA", 46)]
    [InlineData(64, "arpa", 66)]
    public void The_example_of_rfc_1035_is_read(int at, string name, int end)
    {
        Assert.True(DnsName.Is(Rfc1035, Rfc1035.Length, at, DnsName.Encode(name)));
        Assert.Equal(end, DnsName.End(Rfc1035, Rfc1035.Length, at));
    }

    [Theory]
    [InlineData(20, "f.isi.arp")]
    [InlineData(20, "f.isi.arpas")]
    [InlineData(20, "isi.arpa")]
    [InlineData(40, "foo.f.isi")]
    [InlineData(40, "foo")]
    public void Another_name_is_not_taken_for_it(int at, string name) => Assert.False(DnsName.Is(Rfc1035, Rfc1035.Length, at, DnsName.Encode(name)));

    [Theory]
    [InlineData(new byte[] { 0xC0, 0 })]                          // to itself
    [InlineData(new byte[] { 1, 97, 0xC0, 0 })]                   // to its own beginning
    [InlineData(new byte[] { 0xC0, 2, 0xC0, 0 })]                 // forwards, and back
    [InlineData(new byte[] { 0xC0, 9 })]                          // out of the message
    [InlineData(new byte[] { 0xC0 })]                             // half a pointer
    [InlineData(new byte[] { 5, 97, 98 })]                        // a label that ends behind the message
    [InlineData(new byte[] { 0x80, 97, 0 })]                      // a length of no known kind
    [InlineData(new byte[] { 1, 97 })]                            // no end
    [InlineData(new byte[] { })]
    public void Loops_and_overruns_are_no_name(byte[] message)
    {
        Assert.False(DnsName.Is(message, message.Length, 0, DnsName.Encode("a.a.a.a.a.a.a.a")));
        Assert.True(DnsName.End(message, message.Length, 0) is DnsName.Bad or <= 4);
    }

    [Fact]
    public void A_long_chain_of_pointers_backwards_comes_to_an_end()
    {
        byte[] message = new byte[1024];
        for (int at = 2; at < 1024; at += 2) (message[at], message[at + 1]) = ((byte)(0xC0 | (at - 2) >> 8), (byte)(at - 2));
        Assert.True(DnsName.Is(message, 1024, 1022, [0]));
    }

    [Fact]
    public void Whatever_the_bytes_are_reading_ends_within_the_message()
    {
        var random = new Random(1);
        byte[] name = DnsName.Encode("_http._tcp.local");
        byte[] message = new byte[64];
        for (int i = 0; i < 200_000; i++)
        {
            random.NextBytes(message);
            for (int j = random.Next(20); j > 0; j--) message[random.Next(64)] = (byte)(random.Next(3) == 0 ? 0xC0 : random.Next(8));
            int length = random.Next(65);
            int at = random.Next(64);
            DnsName.Is(message, length, at, name);
            Assert.InRange(DnsName.End(message, length, at), DnsName.Bad, length);
        }
    }

    private static byte[] RfcExample()
    {
        byte[] bytes = new byte[93];
        byte[] first = [1, .. Encoding.ASCII.GetBytes("F"), 3, .. Encoding.ASCII.GetBytes("ISI"), 4, .. Encoding.ASCII.GetBytes("ARPA"), 0];
        first.CopyTo(bytes, 20);
        byte[] second = [3, .. Encoding.ASCII.GetBytes("FOO"), 0xC0, 20];
        second.CopyTo(bytes, 40);
        (bytes[64], bytes[65]) = (0xC0, 26);
        return bytes;
    }
}
