// SPDX-License-Identifier: MIT
using Wattwarden.Network;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit.Network;

/// <summary>The section "network": what it takes, what it refuses and why, what it keeps to itself.</summary>
public sealed class NetworkSectionTests
{
    private readonly NetworkSection _section = new();

    [Fact]
    public void A_new_device_asks_a_dhcp_server_and_has_the_factory_address_in_reserve()
    {
        Assert.True(_section.Current.Plan.UsesDhcp);
        Assert.Equal("192.168.0.100", Ipv4.ToText(_section.Current.Plan.Address));
        _section.Commit("{}");
        Assert.Equal("""{"name":"","dhcp":true,"address":"192.168.0.100","mask":"255.255.255.0","gateway":"192.168.0.1","dns":"192.168.0.1","ssid":""}""", Public());
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        const string document = """{"name":"cellar-2","dhcp":false,"address":"10.1.2.3","mask":"255.255.252.0","gateway":"","dns":"8.8.8.8","ssid":"Wi Fi ö","password":"geheim 12","revision":7}""";
        _section.Commit(document);
        Assert.Equal(document, _section.Json());
        Assert.DoesNotContain("geheim", Public());
        Assert.DoesNotContain("password", Public());
    }

    [Theory]
    [InlineData("""{"dhcp":1}""", "dhcp", "true or false")]
    [InlineData("""{"name":"-a"}""", "name", "a-z 0-9 and -")]
    [InlineData("""{"name":"Cellar"}""", "name", "a-z 0-9 and -")]
    [InlineData("""{"name":"a.b"}""", "name", "a-z 0-9 and -")]
    [InlineData("""{"name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "name", "up to 32")]
    [InlineData("""{"name":5}""", "name", "up to 32")]
    [InlineData("""{"address":"192.168.0"}""", "address", "IPv4 address")]
    [InlineData("""{"address":""}""", "address", "IPv4 address")]
    [InlineData("""{"address":"0.0.0.5"}""", "address", "one device")]
    [InlineData("""{"address":"127.0.0.1"}""", "address", "one device")]
    [InlineData("""{"address":"224.0.0.1"}""", "address", "one device")]
    [InlineData("""{"address":"192.168.0.0"}""", "address", "network's own address")]
    [InlineData("""{"address":"192.168.0.255"}""", "address", "broadcast address")]
    [InlineData("""{"address":"10.0.0.4","mask":"255.255.255.252"}""", "address", "network's own address")]
    [InlineData("""{"mask":"255.0.255.0"}""", "mask", "255.0.0.0 to 255.255.255.252")]
    [InlineData("""{"mask":"255.255.255.254"}""", "mask", "255.0.0.0 to 255.255.255.252")]
    [InlineData("""{"mask":"254.0.0.0"}""", "mask", "255.0.0.0 to 255.255.255.252")]
    [InlineData("""{"mask":""}""", "mask", "IPv4 address")]
    [InlineData("""{"gateway":"192.168.1.1"}""", "gateway", "192.168.0.1 to 192.168.0.254")]
    [InlineData("""{"gateway":"192.168.0.100"}""", "gateway", "own address")]
    [InlineData("""{"gateway":"192.168.0.255"}""", "gateway", "broadcast address")]
    [InlineData("""{"gateway":"192.168.0.0"}""", "gateway", "network's own address")]
    [InlineData("""{"gateway":7}""", "gateway", "or empty")]
    [InlineData("""{"dns":"255.255.255.255"}""", "dns", "one device")]
    [InlineData("""{"dns":"dns.example"}""", "dns", "IPv4 address")]
    [InlineData("""{"ssid":5,"password":"12345678"}""", "ssid", "32 bytes")]
    [InlineData("""{"ssid":"123456789012345678901234567890123","password":""}""", "ssid", "32 bytes")]
    [InlineData("""{"ssid":"a\u0000b","password":""}""", "ssid", "32 bytes")]
    [InlineData("""{"ssid":"a","password":"1234567"}""", "password", "8 to 63")]
    [InlineData("""{"ssid":"a","password":null}""", "password", "8 to 63")]
    [InlineData("""{"ssid":"a"}""", "password", "is needed")]
    [InlineData("""{"revision":-1}""", "revision", "whole number")]
    [InlineData("""{"adress":"1.2.3.4"}""", "adress", "unknown key; allowed: name, dhcp, address, mask, gateway, dns, ssid, password, revision")]
    [InlineData("""[]""", "", "expected an object")]
    public void What_does_not_fit_is_refused_and_the_key_named(string document, string key, string words)
    {
        SettingsFault fault = _section.Refusal(document);
        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.Message);
        Assert.True(_section.Current.Plan.UsesDhcp);
    }

    [Fact]
    public void A_password_that_is_left_out_stays_while_the_wifi_is_the_same()
    {
        _section.Commit("""{"ssid":"home","password":"first secret"}""");
        _section.Commit("""{"ssid":"home","name":"x"}""");
        Assert.Equal("first secret", _section.Current.Password);
        Assert.Equal("password", _section.Refusal("""{"ssid":"other"}""").Key);
        _section.Commit("""{"ssid":"other","password":""}""");
        Assert.Equal("", _section.Current.Password);
        _section.Commit("""{"ssid":"home","password":"second secret"}""");
        _section.Commit("""{"ssid":""}""");
        Assert.Equal("", _section.Current.Password);
    }

    [Fact]
    public void Each_save_is_a_new_revision_and_flash_keeps_its_own()
    {
        _section.Commit("{}");
        _section.Commit("{}");
        Assert.Equal(2, _section.Current.Revision);
        _section.Commit("""{"revision":40}""");
        Assert.Equal(40, _section.Current.Revision);
    }

    private string Public()
    {
        var text = new TextBuffer(1024);
        _section.WritePublic(new JsonWriter(text));
        return text.ToString();
    }
}
