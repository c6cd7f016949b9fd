// SPDX-License-Identifier: MIT
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit;

/// <summary>IPv4 addresses as text.</summary>
public sealed class TextIpv4Tests
{
    [Theory]
    [InlineData("192.168.0.100", 0xC0A80064u)]
    [InlineData("0.0.0.0", 0u)]
    [InlineData("255.255.255.255", 0xFFFFFFFFu)]
    [InlineData("10.0.0.1", 0x0A000001u)]
    public void An_address_is_read_and_written(string text, uint address)
    {
        Assert.True(Ipv4.TryParse(text, out uint parsed));
        Assert.Equal(address, parsed);
        Assert.Equal(text, Ipv4.ToText(address));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("192.168.0")]
    [InlineData("192.168.0.")]
    [InlineData("192.168.0.1.")]
    [InlineData("192.168.0.1.5")]
    [InlineData("192.168.0.256")]
    [InlineData("192.168.0.01")]
    [InlineData("192.168.0.99999999999")]
    [InlineData("192.168.0.-1")]
    [InlineData(" 192.168.0.1")]
    [InlineData("192.168.0.1 ")]
    [InlineData("192.168.0.1/24")]
    [InlineData("a.b.c.d")]
    [InlineData("192..0.1")]
    public void Anything_else_is_refused(string? text)
    {
        Assert.False(Ipv4.TryParse(text!, out uint address));
        Assert.Equal(0u, address);
    }
}
