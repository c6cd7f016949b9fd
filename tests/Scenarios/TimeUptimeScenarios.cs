// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>Uptime passes 2^31 and 2^32 milliseconds (24.9 and 49.7 days), and years. What the controller does must not depend on it.</summary>
public class TimeUptimeScenarios
{
    private const long YearMs = 365L * 86400_000;
    private const int FunctionInput = 4;
    private const int PowerTotal = 0x34;

    [Theory]
    [InlineData((1L << 31) - 60_000)]
    [InlineData((1L << 32) - 60_000)]
    [InlineData((1L << 32) * 10 - 60_000)]   // where a chip's counter of 10 ms ticks begins anew
    [InlineData(10 * YearMs)]
    [InlineData((1L << 42) - 60_000)]        // 139 years
    public void A_controller_that_has_run_for_long_does_the_same_as_a_new_one(long uptimeMs)
    {
        Trace young = Play(60_000);
        Trace old = Play(uptimeMs);
        Assert.True(young.Frames.Count > 400, "polls: " + young.Frames.Count);
        Assert.Equal([true, false, true, false], young.Heater.Select(m => m.On));
        Assert.Equal([true, false], young.ByHand.Select(m => m.On));
        Assert.Equal(young.Heater, old.Heater);
        Assert.Equal(young.ByHand, old.ByHand);
        Assert.Equal(young.Window, old.Window);
        Assert.Equal(young.Frames, old.Frames);
        Assert.Equal(young.Answers, old.Answers);
    }

    private static Trace Play(long uptimeMs)
    {
        ClockedDevice device = new(uptimeMs) { Utc = ClockedDevice.At("2026-11-21T20:59:00") };
        RegisterDevice meter = new(1);
        for (int address = 0; address < 0x510; address += 2) meter.SetFloat(FunctionInput, address, 1);
        device.Line.Slaves = request => meter.Answer(request) is { Length: > 0 } reply ? [new LineReply(reply, 20_000)] : [];
        device.Settings("""
            "modules":[{"on":true,"preset":"eastron-sdm72dm","slave":1}],"mapping":[{"module":1,"quantity":"powerTotal","point":"m1"}],
            "outputs":[{},{"minOnS":20,"minOffS":10}],"events":[
            {"name":"Sun","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2300},"onDelay":15,"offDelay":12,"action":{"target":"out1"}},
            {"name":"Night","on":true,"per":true,"a":{"source":"time","op":"in","value":"22:00-06:00"},"action":{"target":"out3"}}]
            """.Trim());
        List<string> answers = [];
        void Ask() => answers.AddRange(Answers(device));
        meter.SetFloat(FunctionInput, PowerTotal, -2500);
        device.Run(TimeSpan.FromSeconds(50));
        Ask();
        meter.SetFloat(FunctionInput, PowerTotal, 1500);
        device.Run(TimeSpan.FromSeconds(30));
        meter.SetFloat(FunctionInput, PowerTotal, -3000);
        device.Controller.Command(2, true, 45_000, CommandOrigin.Web, device.NowMs);
        device.Run(TimeSpan.FromSeconds(30));
        Ask();
        meter.IsSilent = true;
        device.Run(TimeSpan.FromSeconds(60));
        Ask();
        return new Trace(
            Relative(device.Moves(1), uptimeMs), Relative(device.Moves(2), uptimeMs), Relative(device.Moves(3), uptimeMs),
            [.. device.Line.Sent.Zip(device.Line.SentAtUs, (frame, atUs) => (atUs - uptimeMs * 1000) + " " + Convert.ToHexString(frame))], answers);
    }

    // What people see, without the uptime itself.
    private static IEnumerable<string> Answers(ClockedDevice device)
    {
        string cookie = FirstLogin.LogIn(device.Front.FirstStartPassword, device.Front.Handle, () => device.Step());
        foreach (string path in new[] { "/api/v1/outputs", "/api/v1/points", "/api/v1/bus", "/api/v1/system", "/api/v1/time" })
        {
            FakeExchange exchange = new FakeExchange("GET", path).With("Cookie", cookie);
            device.Front.Handle(exchange);
            Assert.Equal(200, exchange.Status);
            foreach (JsonProperty member in exchange.Json.EnumerateObject().Where(m => m.Name is not ("uptimeMs" or "uptimeS"))) yield return path + " " + member;
            if (path == "/api/v1/system") Assert.All(exchange.Json.GetProperty("tasks").EnumerateArray(), t => Assert.Equal((0, 0), (t.GetProperty("late").GetInt32(), t.GetProperty("faults").GetInt32())));
        }

        Assert.True(device.Controller.Points.IsGood(PointId.Time));
    }

    private static List<(long AtMs, bool On)> Relative(List<(long AtMs, bool On)> moves, long fromMs) => [.. moves.Select(m => (m.AtMs - fromMs, m.On))];

    private sealed record Trace(List<(long AtMs, bool On)> Heater, List<(long AtMs, bool On)> ByHand, List<(long AtMs, bool On)> Window, List<string> Frames, List<string> Answers);
}
