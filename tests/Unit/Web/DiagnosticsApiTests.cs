// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Controller;
using Wattwarden.Diagnostics;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>The list of what came and went, over the API and over restarts.</summary>
public sealed class DiagnosticsApiTests
{
    private readonly PowerCutFileStore _flash = new();
    private DeskDevice _device;
    private string _admin;

    public DiagnosticsApiTests()
    {
        _device = new DeskDevice(new DeskBoard { Flash = _flash, UnixMs = 1_764_000_000_000 }, settings: FactorySettings.Document);
        _admin = _device.AdminCookie();
    }

    [Fact]
    public void What_came_and_went_is_told_newest_first_with_its_times()
    {
        _device.Controller.Points.Fail(Wattwarden.Points.PointId.FirstSensor);
        _device.Step(5000);
        JsonElement log = _device.Get("/api/v1/diagnostics", _admin).Json;
        JsonElement newest = log.GetProperty("entries").EnumerateArray().First(e => e.GetProperty("source").GetString() == "ds1");
        Assert.Equal(("W", "sensor fails", true), (newest.GetProperty("kind").GetString(), newest.GetProperty("message").GetString(), newest.GetProperty("present").GetBoolean()));
        Assert.StartsWith("2025-11-24T15:59:5", newest.GetProperty("came").GetString());   // the board's UTC stands still
        Assert.InRange(newest.GetProperty("cameAgoS").GetInt32(), 3, 5);
        Assert.Equal("null", newest.GetProperty("went").GetRawText());
        int[] numbers = [.. log.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("number").GetInt32())];
        Assert.Equal(numbers.OrderDescending(), numbers);
    }

    [Fact]
    public void The_file_has_the_kinds_that_were_asked_for_and_quotes_what_it_must()
    {
        _device.Controller.Diagnostics.Note(DiagnosticKind.Warning, "x", "says \"no\", twice", "=1+1", _device.Board.UptimeMs);
        FakeExchange file = _device.Do(new FakeExchange("GET", "/api/v1/diagnostics/csv") { Query = "kinds=W" }.With("Cookie", _admin));
        Assert.Equal("text/csv", file.ContentType);
        Assert.Equal("attachment; filename=\"wattwarden-diagnostics.csv\"", file.AnswerHeaders["Content-Disposition"]);
        string[] lines = file.Answer.TrimEnd().Split("\r\n");
        Assert.Equal("number,kind,source,message,detail,came,went", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Contains(",\"W\",", line));
        Assert.Contains(",\"says \"\"no\"\", twice\",\"'=1+1\",", lines[^1]);
        Assert.Contains("\"started\"", _device.Get("/api/v1/diagnostics/csv", _admin).Answer);
    }

    [Fact]
    public void A_restart_that_was_asked_for_is_known_afterwards_with_its_reason()
    {
        _device.Controller.Points.Fail(Wattwarden.Points.PointId.FirstSensor);
        _device.Step(3000);
        Assert.Equal(204, _device.Do(new FakeExchange("POST", "/api/v1/restart").With("Content-Type", "application/json").With("Cookie", _admin)).Status);
        _device.Step(1500);
        Assert.Equal(1, _device.Board.RestartsAsked);
        Restart();
        Assert.Equal("the installer, on the page", _device.Get("/api/v1/system", _admin).Json.GetProperty("lastRestart").GetString());
        JsonElement[] entries = Entries();
        Assert.Equal(["started", "restarts"], entries.Select(e => e.GetProperty("message").GetString()).Take(2));
        JsonElement sensor = entries.First(e => e.GetProperty("message").GetString() == "sensor fails");
        Assert.StartsWith("2025-11-24T15:59:5", sensor.GetProperty("came").GetString());
        Assert.False(sensor.GetProperty("present").GetBoolean());
        Assert.True(entries[0].GetProperty("number").GetInt32() > entries[1].GetProperty("number").GetInt32());
    }

    [Fact]
    public void Warnings_are_written_a_minute_after_they_came_and_at_most_once_an_hour()
    {
        _device.Read("""{"version":1,"mapping":[],"modules":[]}""");
        _device.Step(100_000, 500);   // what the start had to say is written
        int before = Writes();
        _device.Step(3_600_000, 5000);
        _device.Controller.Points.Fail(Wattwarden.Points.PointId.FirstSensor);
        _device.Step(50_000, 500);
        Assert.Equal(before, Writes());
        _device.Step(30_000, 500);
        Assert.Equal(before + 1, Writes());
        for (int i = 0; i < 20; i++)
        {
            if (i % 2 == 0) _device.Controller.Points.Forget(Wattwarden.Points.PointId.FirstSensor);
            else _device.Controller.Points.Fail(Wattwarden.Points.PointId.FirstSensor);
            _device.Step(300_000, 1000);
        }

        Assert.InRange(Writes() - before, 2, 3);
    }

    [Fact]
    public void A_power_cut_at_any_byte_of_the_diary_leaves_the_old_one_or_the_new_one()
    {
        _device.Controller.Points.Fail(Wattwarden.Points.PointId.FirstSensor);
        _device.Step(90_000, 500);
        byte[] whole = (byte[])_flash.Files["diary-a"].Clone();
        var random = new Random(3);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            if (i % 2 == 0) damaged = damaged[..random.Next(damaged.Length)];
            else damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            _flash.Write("diary-a", damaged, damaged.Length);
            Restart();
            Assert.Equal("started", Entries()[0].GetProperty("message").GetString());
        }

        _flash.Write("diary-a", whole, whole.Length);
        Restart();
        Assert.Equal("sensor fails", Entries().First(e => e.GetProperty("source").GetString() == "ds1").GetProperty("message").GetString());
    }

    private int Writes() => _device.Get("/api/v1/storage", _device.AdminCookie()).Json.GetProperty("files").EnumerateArray().Where(f => f.GetProperty("name").GetString()!.StartsWith("diary")).Sum(f => f.GetProperty("writes").GetInt32());

    private void Restart()
    {
        _device = new DeskDevice(new DeskBoard { Flash = _flash, UnixMs = 1_764_000_100_000 });
        _device.Step(20);
        _admin = _device.AdminCookie();
    }

    private JsonElement[] Entries() => [.. _device.Get("/api/v1/diagnostics", _admin).Json.GetProperty("entries").EnumerateArray()];
}
