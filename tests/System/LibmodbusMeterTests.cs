// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Wattwarden.SystemTests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.SystemTests;

/// <summary>The firmware reads a meter that shares no code with it, over a tty, and switches a relay on what it reads.</summary>
[Collection(nameof(AloneOnTheComputer))]
public class LibmodbusMeterTests(ITestOutputHelper output)
{
    private const string SurplusEvent =
        """
        [{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"action":{"target":"out1","on":true}}]
        """;

    private const double HoldSeconds = 10;

    /// <summary>
    /// A question that nobody answers (docs/reference/modbus.md, "Times"): the frames on the wire, 8 + 9 characters of 10 bits at 9600 bit/s,
    /// then the preset's 500 ms for the meter, then two ticks of 10 ms.
    /// </summary>
    private const double SilenceMs = 17 * 10 / 9.6 + 500 + 20;

    /// <summary>
    /// The first missed poll asks twice, and between the two the slave is left alone for as long again, because its answer may be late: three
    /// times. The second and the third ask once, each after that same silence, which is longer than the pauses of 250 and 500 ms: twice each.
    /// </summary>
    private const double ThreeMissedPollsMs = (3 + 2 + 2) * SilenceMs;

    /// <summary>
    /// What a busy desktop adds: the poll under way when the meter fell silent (50 ms), sleeps that end on the next tick (7 × 2 × 10 ms), this test's
    /// own requests, and whatever else the computer does.
    /// </summary>
    private const double DesktopMs = 750;

    [NeedsPeersFact(Peer.Libmodbus, Peer.Socat, Peer.Compiler)]
    public void A_libmodbus_meter_switches_an_output_and_its_death_takes_the_output_to_its_safe_state()
    {
        using var cable = new PtyPair();
        using Process meter = StartMeter(cable.Far);
        using var device = new EmulatorProcess("--rs485", cable.Near, "--panel", "0");
        device.LogIn();
        device.Put("/api/v1/events", SurplusEvent);

        Patience.Until("m1 shows the meter's 150 W", Seconds(10), () => (string?)device.Point("m1")["quality"] == "good" && (double)device.Point("m1")["value"]! == 150);
        Assert.False(device.IsOn("out1"));

        TimeSpan on = After(meter, "power -2500", "out1 goes on", () => device.IsOn("out1"));
        Assert.Contains("Surplus", (string?)device.Output("out1")["why"]);
        TimeSpan off = After(meter, "power 500", "out1 goes off", () => !device.IsOn("out1"));
        After(meter, "power -2500", "out1 goes on again", () => device.IsOn("out1"));

        double pollMs = PollMs(device);
        TimeSpan safe = After(meter, "mute", "out1 goes to its safe state", () => !device.IsOn("out1"));
        string why = (string)device.Output("out1")["why"]!;
        TimeSpan healed = After(meter, "talk", "out1 is on again", () => device.IsOn("out1"));

        double boundMs = ThreeMissedPollsMs + HoldSeconds * 1000 + DesktopMs;
        string[] measured =
        [
            $"libmodbus SDM72D-M over a pty: power seen and relay on after {on.TotalMilliseconds:0} ms, off after {off.TotalMilliseconds:0} ms",
            $"poll interval {pollMs:0} ms; silent meter: safe state after {safe.TotalMilliseconds:0} ms (bound: three missed polls {ThreeMissedPollsMs:0} ms + hold {HoldSeconds * 1000:0} ms + desktop {DesktopMs} ms = {boundMs:0} ms)",
            $"meter talks again: on after {healed.TotalMilliseconds:0} ms",
            $"why: {why}",
        ];
        Report.Write("libmodbus-meter", measured);
        foreach (string line in measured) output.WriteLine(line);
        Assert.InRange(safe.TotalMilliseconds, HoldSeconds * 1000 - 50, boundMs);
        Assert.Contains("safe", why);
        meter.StandardInput.WriteLine("quit");
        Assert.True(meter.WaitForExit(5000));
        Assert.Equal(0, device.Interrupt());
    }

    private static Process StartMeter(string tty)
    {
        Process meter = Process.Start(new ProcessStartInfo(Peer.Build("sdm72_slave.c"), [tty]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("ready", meter.StandardOutput.ReadLine());
        return meter;
    }

    private static TimeSpan After(Process meter, string command, string what, Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        meter.StandardInput.WriteLine(command);
        Assert.Equal("ok", meter.StandardOutput.ReadLine());
        Patience.Until(what, Seconds(30), condition);
        return Stopwatch.GetElapsedTime(start);
    }

    private static double PollMs(EmulatorProcess device)
    {
        long before = Requests(device);
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(2000);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Math.Max(1, Requests(device) - before);
    }

    private static long Requests(EmulatorProcess device) => (long)device.Get("/api/v1/bus")["slaves"]![0]!["requests"]!;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
