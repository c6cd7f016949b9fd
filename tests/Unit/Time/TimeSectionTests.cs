// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Time;
using Xunit;

namespace Wattwarden.Tests.Unit.Time;

public class TimeSectionTests
{
    private readonly TimeSection _section = new();

    [Fact]
    public void A_new_device_has_central_europe_and_the_network()
    {
        const string Defaults = """{"zone":"CET-1CEST,M3.5.0,M10.5.0/3","ntp":true,"server":"pool.ntp.org","fallback":"time.google.com","source":"ntp"}""";
        Assert.Equal(Defaults, _section.Json());
        _section.Commit("""{"zone":"MSK-3","source":"manual","server":"192.168.0.1"}""");
        _section.Commit("{}");
        Assert.Equal(Defaults, _section.Json());
    }

    [Theory]
    [InlineData("""{"ntp":true}""", true, "ntp")]
    [InlineData("""{"ntp":false}""", false, "manual")]
    [InlineData("""{"source":"meter"}""", false, "meter")]
    [InlineData("""{"source":"manual","ntp":false}""", false, "manual")]
    [InlineData("""{"source":"ntp"}""", true, "ntp")]
    public void Source_and_ntp_follow_each_other(string json, bool ntp, string source)
    {
        _section.Commit(json);
        Assert.Equal(ntp, _section.Current.UsesNetwork);
        Assert.EndsWith($$""" "source":"{{source}}"}""".TrimStart(), _section.Json());
    }

    [Fact]
    public void What_is_read_takes_effect_with_commit_and_can_be_written_before()
    {
        Assert.True(_section.Read(SectionText.Reader("""{"zone":"IST-5:30","fallback":""}"""), new SettingsFault()));
        Assert.Contains("IST-5:30", _section.Json(staged: true));
        Assert.Contains("CET", _section.Json());
        _section.Commit();
        Assert.Equal(19800, _section.Current.Zone.StandardOffsetSeconds);
        Assert.Equal("", _section.Current.Fallback);
    }

    [Fact]
    public void A_name_of_the_catalog_is_stored_as_its_rule()
    {
        _section.Commit("""{"zone":"Australia/Sydney"}""");
        Assert.Equal("AEST-10AEDT,M10.1.0,M4.1.0/3", _section.Current.Zone.Text);
    }

    [Theory]
    [InlineData(0, "UTC0")]
    [InlineData(60, "<+01>-1")]
    [InlineData(-210, "<-0330>3:30")]
    [InlineData(345, "<+0545>-5:45")]
    [InlineData(5, "<+0005>-0:05")]
    [InlineData(840, "<+14>-14")]
    [InlineData(-720, "<-12>12")]
    public void The_older_form_with_minutes_is_carried_over(int minutes, string rule)
    {
        _section.Commit($$"""{"utcOffsetMinutes":{{minutes}}}""");
        Assert.Equal(rule, _section.Current.Zone.Text);
        Assert.Equal(minutes * 60, _section.Current.Zone.StandardOffsetSeconds);
        _section.Commit(_section.Json());
        Assert.Equal(rule, _section.Current.Zone.Text);
    }

    [Fact]
    public void A_whole_document_with_the_older_form_is_taken_and_stored_in_the_new_one()
    {
        ClockedDevice device = new();
        device.Settings("\"time\":{\"utcOffsetMinutes\":-210}");
        Assert.Equal("<-0330>3:30", device.Controller.Time.Current.Zone.Text);
        ClockedDevice restarted = new(0, device.Flash);
        Assert.Equal("<-0330>3:30", restarted.Controller.Time.Current.Zone.Text);
        Assert.DoesNotContain(device.Flash.Files.Values, f => System.Text.Encoding.UTF8.GetString(f).Contains("utcOffset"));
    }

    [Fact]
    public void Any_minutes_of_the_older_form_are_an_offset_of_as_much()
    {
        for (int minutes = -720; minutes <= 840; minutes++)
        {
            _section.Commit($$"""{"utcOffsetMinutes":{{minutes}}}""");
            Assert.Equal(minutes * 60, _section.Current.Zone.OffsetSeconds(1_800_000_000));
        }
    }

    [Theory]
    [InlineData("""{"utcOffsetMinutes":841}""", "utcOffsetMinutes", "from -720 to 840")]
    [InlineData("""{"utcOffsetMinutes":60,"zone":"MSK-3"}""", "zone", "beside utcOffsetMinutes")]
    [InlineData("""{"zone":"MSK-3","utcOffsetMinutes":60}""", "utcOffsetMinutes", "beside zone")]
    [InlineData("""{"zone":"Mars/Olympus"}""", "zone", "the offset hours")]
    [InlineData("""{"zone":5}""", "zone", "must be a text")]
    [InlineData("""{"zone":"CET-1CEST"}""", "zone", "when it begins and ends")]
    [InlineData("""{"server":""}""", "server", "name or address")]
    [InlineData("""{"server":"a b"}""", "server", "name or address")]
    [InlineData("""{"fallback":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "fallback", "or empty")]
    [InlineData("""{"fallback":null}""", "fallback", "or empty")]
    [InlineData("""{"source":"gps"}""", "source", "ntp, manual or meter")]
    [InlineData("""{"source":"none"}""", "source", "ntp, manual or meter")]
    [InlineData("""{"ntp":1}""", "ntp", "true or false")]
    [InlineData("""{"ntp":true,"source":"meter"}""", "ntp", "must be false")]
    [InlineData("""{"ntp":false,"source":"ntp"}""", "ntp", "must be true")]
    [InlineData("""{"dst":true}""", "dst", "zone, ntp, server, fallback, source")]
    [InlineData("""{"zone":"MSK-3" """, "", "breaks off")]
    [InlineData("[]", "", "expected an object")]
    public void What_is_wrong_is_refused_by_key_and_changes_nothing(string json, string key, string words)
    {
        SettingsFault fault = _section.Refusal(json);
        Assert.Equal("time", fault.Section);
        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.Message);
        Assert.Equal("CET-1CEST,M3.5.0,M10.5.0/3", _section.Current.Zone.Text);
    }
}
