// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.Json.Nodes;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>
/// The same sunny twenty minutes with every meter that the emulator has. The simulated meters' register maps were written apart from the
/// firmware's presets, so a register, scale, word order or sign that is wrong on either side shows as energy that goes elsewhere.
/// </summary>
public class EveryMeterTests
{
    [Theory]
    [InlineData("eastron-sdm72dm")]
    [InlineData("eastron-sdm72dm-v2")]
    [InlineData("eastron-sdm630-v2")]
    [InlineData("eastron-sdm120")]
    [InlineData("eastron-sdm230")]
    [InlineData("chint-dtsu666")]
    [InlineData("chint-dtsu666-h")]
    [InlineData("fronius-sunspec")]
    [InlineData("fronius-sunspec-sf")]
    [InlineData("carlo-gavazzi-em24")]
    [InlineData("carlo-gavazzi-em340")]
    [InlineData("abb-b23")]
    [InlineData("schneider-iem3155")]
    [InlineData("orno-we-517")]
    [InlineData("finder-7m38")]
    [InlineData("siemens-pac2200")]
    public void Every_meter_lets_the_heaters_follow_the_same_sun(string preset)
    {
        string path = Path.Combine(Path.GetTempPath(), $"wattwarden-{preset}-{Environment.ProcessId}.json");
        try
        {
            using Process run = Process.Start("dotnet", [EmulatorProcess.Program, "--fast", "--for", "20m", "--start", "2026-06-21T10:00", "--preset", preset, "--report", path, "--quiet"]);
            Assert.True(run.WaitForExit(60_000), "twenty minutes of the house take less than one of ours");
            Assert.Equal(0, run.ExitCode);
            JsonNode report = JsonNode.Parse(File.ReadAllText(path))!;
            double heater = (double)report["loads"]!.AsArray().Single(l => (string?)l!["id"] == "heater1")!["kWh"]!;

            // Meters differ in how fast they answer, so the heater starts some seconds earlier or later: 2 kW for 10 s is 0.006 kWh.
            Assert.InRange(heater, 0.342, 0.356);
            Assert.InRange((double)report["exportedKWh"]!, 0.245, 0.256);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
