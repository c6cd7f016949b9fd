// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Tests.Support;
using Wattwarden.Time;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Time;

/// <summary>/api/v1/time over the whole controller.</summary>
public class TimeApiTests
{
    private readonly ClockedDevice _device = new();
    private readonly string _cookie;

    public TimeApiTests()
    {
        _cookie = FirstLogin.LogIn(_device.Front.FirstStartPassword, _device.Front.Handle, () => _device.Step());
    }

    [Fact]
    public void An_unknown_time_is_told_as_such()
    {
        Assert.Equal(
            """{"known":false,"utc":null,"local":null,"offsetMinutes":null,"dst":null,"source":"none","lastSyncAgeS":null,"nextChangeUtc":null,"settings":{"zone":"CET-1CEST,M3.5.0,M10.5.0/3","ntp":true,"server":"pool.ntp.org","fallback":"time.google.com","source":"ntp"}}""",
            Do("GET", 200).Answer);
    }

    [Fact]
    public void A_time_that_is_set_is_told_with_its_zone_and_the_next_change()
    {
        Do("POST", 204, """{"utc":"2026-11-21T10:00:00Z"}""");
        _device.Run(TimeSpan.FromSeconds(5));
        Assert.StartsWith(
            """{"known":true,"utc":"2026-11-21T10:00:05Z","local":"2026-11-21T11:00:05+01:00","offsetMinutes":60,"dst":false,"source":"manual","lastSyncAgeS":5,"nextChangeUtc":"2027-03-28T01:00:00Z",""",
            Do("GET", 200).Answer);
        Do("PUT", 204, """{"zone":"IST-5:30","source":"manual"}""");
        _device.Run(TimeSpan.FromSeconds(1));
        JsonElement time = Do("GET", 200).Json;
        Assert.Equal("2026-11-21T15:30:06+05:30", time.GetProperty("local").GetString());
        Assert.Equal(JsonValueKind.Null, time.GetProperty("nextChangeUtc").ValueKind);
    }

    [Theory]
    [InlineData("2026-07-01T12:00", "2026-07-01T10:00:00Z", true)]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z", true)]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z", true)]
    [InlineData("2038-01-19T04:14:08", "2038-01-19T03:14:08Z", false)]
    public void Local_time_is_taken_in_the_devices_zone(string local, string utc, bool dst)
    {
        Do("POST", 204, $$"""{"local":"{{local}}"}""");
        JsonElement time = Do("GET", 200).Json;
        Assert.Equal(utc, time.GetProperty("utc").GetString());
        Assert.Equal(dst, time.GetProperty("dst").GetBoolean());
    }

    [Theory]
    [InlineData("""{"utc":"2026-11-21T10:00:00"}""", "utc", "with Z or an offset")]
    [InlineData("""{"local":"2026-11-21T10:00:00Z"}""", "local", "without an offset")]
    [InlineData("""{"utc":1}""", "utc", "with Z or an offset")]
    [InlineData("""{"utc":"2024-12-31T23:59:59Z"}""", "utc", "from 2025 to 2099")]
    [InlineData("""{"local":"2100-01-01T02:00"}""", "local", "from 2025 to 2099")]
    [InlineData("""{"utc":"2026-11-21T10:00:00Z","local":"2026-11-21T10:00:00"}""", "local", "one time")]
    [InlineData("{}", "utc", "is missing")]
    [InlineData("""{"time":1}""", "time", "allowed: utc, local")]
    [InlineData("[]", null, "expected an object")]
    [InlineData("""{"utc":"2026-11-21T10:00:00Z"}{}""", null, "not JSON")]
    public void What_is_no_time_is_refused_and_changes_nothing(string body, string? field, string words)
    {
        JsonElement error = Do("POST", 400, body).Json;
        Assert.Contains(words, error.GetProperty("error").GetString());
        Assert.Equal(field, error.TryGetProperty("field", out JsonElement f) ? f.GetString() : null);
        Assert.False(Do("GET", 200).Json.GetProperty("known").GetBoolean());
    }

    [Fact]
    public void A_chip_that_refuses_is_told()
    {
        _device.RefusesToBeSet = true;
        Do("POST", 409, """{"utc":"2026-11-21T10:00:00Z"}""");
    }

    [Fact]
    public void Wrong_settings_are_refused_by_key()
    {
        JsonElement error = Do("PUT", 400, """{"zone":"CET-1CEST"}""").Json;
        Assert.Equal("zone", error.GetProperty("field").GetString());
    }

    [Fact]
    public void The_catalog_is_served_and_each_of_its_zones_can_be_set()
    {
        JsonElement.ArrayEnumerator zones = Do("GET", 200, null, "/api/v1/time-zones").Json.GetProperty("zones").EnumerateArray();
        Assert.Equal(ZoneCatalog.Count, zones.Count());
        foreach (JsonElement zone in zones)
        {
            Do("PUT", 204, $$"""{"zone":"{{zone.GetProperty("name").GetString()}}"}""");
            _device.Run(TimeSpan.FromMilliseconds(10));
            Assert.Equal(zone.GetProperty("zone").GetString(), Do("GET", 200).Json.GetProperty("settings").GetProperty("zone").GetString());
        }
    }

    private FakeExchange Do(string method, int status, string? body = null, string path = "/api/v1/time")
    {
        FakeExchange exchange = new FakeExchange(method, path).With("Cookie", _cookie);
        if (body != null) exchange.WithBody(body);
        _device.Front.Handle(exchange);
        exchange.CheckFraming();
        Assert.True(exchange.Status == status, exchange.Status + " " + exchange.Answer);
        return exchange;
    }
}
