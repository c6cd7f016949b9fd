// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

public sealed class TimeSectionTests
{
    private readonly TimeSection _section = new();

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("""{"utcOffsetMinutes":-720}""", -720)]
    [InlineData("""{"utcOffsetMinutes":840}""", 840)]
    public void An_offset_is_taken_and_written_back(string json, int minutes)
    {
        _section.Commit(json);
        Assert.Equal(minutes, _section.UtcOffsetMinutes);
        Assert.Equal($$"""{"utcOffsetMinutes":{{minutes}}}""", _section.Json());
    }

    [Theory]
    [InlineData("""{"utcOffsetMinutes":-721}""", "utcOffsetMinutes")]
    [InlineData("""{"utcOffsetMinutes":841}""", "utcOffsetMinutes")]
    [InlineData("""{"utcOffsetMinutes":1.5}""", "utcOffsetMinutes")]
    [InlineData("""{"utcOffsetMinutes":"60"}""", "utcOffsetMinutes")]
    [InlineData("""{"utcOffsetMinutes":null}""", "utcOffsetMinutes")]
    [InlineData("""{"zone":"Europe/Warsaw"}""", "zone")]
    [InlineData("[]", "")]
    [InlineData("60", "")]
    [InlineData("""{"utcOffsetMinutes":60""", "")]
    public void A_mistake_is_refused_with_its_key_and_changes_nothing(string json, string key)
    {
        _section.Commit("""{"utcOffsetMinutes":60}""");
        SettingsFault fault = _section.Refusal(json);
        Assert.Equal(("time", key), (fault.Section, fault.Key));
        Assert.NotEmpty(fault.Message);
        Assert.Equal(60, _section.UtcOffsetMinutes);
        Assert.Equal("""{"utcOffsetMinutes":60}""", _section.Json());
    }

    [Fact]
    public void What_was_read_counts_after_the_commit_and_can_be_stored_before()
    {
        Assert.True(_section.Read(SectionText.Reader("""{"utcOffsetMinutes":120}"""), new SettingsFault()));
        Assert.Equal(0, _section.UtcOffsetMinutes);
        Assert.Equal("""{"utcOffsetMinutes":120}""", _section.Json(staged: true));
        _section.Commit();
        Assert.Equal(120, _section.UtcOffsetMinutes);
    }
}
