// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wattwarden.Emulator;
using Wattwarden.Emulator.Fleet;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

/// <summary>docs/reference/emulator.md says what the program does.</summary>
public class EmulatorReferenceTests
{
    private static readonly string Page = Read("docs/reference/emulator.md");

    [Fact]
    public void Options_are_documented_in_order_and_in_the_programs_words()
    {
        string[] expected = [.. CommandLine.All.Select(option => $"| `{option.Name}` | {option.Description} |")];
        Assert.Equal(expected, Rows("## Options"));
    }

    [Fact]
    public void Report_fields_are_documented_in_order()
    {
        HouseState house = new SimulatedHouse(new HouseOptions { Sun = new ClearSky(6000, 50, 1), StartSecond = 0 }).Observe(3_600_000_000);
        using JsonDocument report = JsonDocument.Parse(Report.Of(house, 1, 2, 3, 4, 5).ToJson());
        Assert.Equal(Fields(report.RootElement, "").Distinct(), Rows("## The report").Select(Name));
        Assert.Contains(string.Join(", ", house.Loads.Select(load => load.Id)), Page);
    }

    [Fact]
    public void Fields_of_a_fleets_report_are_documented_in_order()
    {
        string[] expected = [.. typeof(FleetReport).GetProperties().Select(it => JsonNamingPolicy.CamelCase.ConvertName(it.Name))];
        Assert.Equal(expected, Rows("## The report of a fleet").Select(Name));
    }

    [Fact]
    public void Meters_are_documented_with_their_factory_line()
    {
        string[] expected = [.. MeterCatalog.All.Select(it => $"| `{it.Id}` | {it.Title} | {it.SlaveId} | {it.BaudRate} 8{it.Parity}{it.StopBits} |")];
        Assert.Equal(expected, Rows("## The meters of `--preset`"));
    }

    [Fact]
    public void Without_options_it_is_a_house_at_work_in_real_time_that_has_lived_a_day_with_a_meter_for_its_sun()
    {
        EmulatorOptions options = Parse();
        Assert.Equal(8080, options.HttpPort);
        Assert.Equal(8081, options.PanelPort);
        Assert.Equal(MeterCatalog.Default, options.Meter.Id);
        Assert.Null(options.Duration);
        Assert.False(options.Fast);
        Assert.Equal(TimeSpan.FromHours(24), options.WarmUp);
        Assert.True(options.Pulses);
        Assert.False(options.ArePulsesAsked || options.Adc);
    }

    [Theory]
    [InlineData("--for", "10s")]
    [InlineData("--fast")]
    [InlineData("--untouched")]
    [InlineData("--rs485", "/dev/ttyUSB0")]
    [InlineData("--console", "auto")]
    [InlineData("--mqtt", "127.0.0.1")]
    [InlineData("--warm-up", "0")]
    public void A_house_that_somebody_measures_or_wires_begins_at_its_beginning(params string[] arguments)
    {
        EmulatorOptions options = Parse(arguments);
        Assert.Equal(TimeSpan.Zero, options.WarmUp);
        Assert.False(options.Pulses);
    }

    [Theory]
    [InlineData("--fast")]
    [InlineData("--rs485", "/dev/ttyUSB0")]
    [InlineData("--console", "auto")]
    [InlineData("--mqtt", "127.0.0.1")]
    public void A_warm_up_that_cannot_be_is_refused_with_the_reason(params string[] arguments)
    {
        ParseResult result = CommandLine.Build(_ => 0).Parse(["--warm-up", "1h", .. arguments]);
        string message = Assert.Single(result.Errors).Message;
        Assert.StartsWith($"--warm-up: not with {arguments[0]}; ", message);
    }

    [Fact]
    public void The_warm_up_ends_when_the_house_clock_shows_the_start_and_begins_no_earlier_than_the_recording()
    {
        HouseBeginning computed = HouseBeginning.Choose(Parse("--start", "2026-03-01T08:00"));
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 8, 0, 0, TimeSpan.Zero), computed.Start);
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "time,watts\n2026-05-01T06:00:00Z,0\n2026-05-02T18:00:00Z,0\n");
        HouseBeginning recorded = HouseBeginning.Choose(Parse("--day", path));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), recorded.Start);
        Assert.Equal(TimeSpan.FromHours(10), recorded.WarmUp);
        Assert.Equal(TimeSpan.FromHours(24), HouseBeginning.Choose(Parse("--day", path, "--start", "2026-05-02T12:00")).WarmUp);
        File.Delete(path);
    }

    [Fact]
    public void Meters_with_pulses_and_a_sensor_are_added_by_their_options()
    {
        EmulatorOptions options = Parse("--pulses", "--adc");
        Assert.True(options.Pulses && options.Adc);
    }

    [Fact]
    public void A_fast_run_is_a_day_without_pages_and_leaves_no_state()
    {
        EmulatorOptions options = Parse("--fast");
        Assert.Null(options.HttpPort);
        Assert.Null(options.PanelPort);
        Assert.Null(options.StateFolder);
        Assert.Equal(TimeSpan.FromHours(24), options.Duration);
        Assert.Equal(8090, Parse("--fast", "--http", "8090").HttpPort);
    }

    [Fact]
    public void The_houses_ntp_server_is_right_ahead_or_silent()
    {
        Assert.Equal(TimeSpan.Zero, Parse().NtpOffset);
        Assert.Equal(TimeSpan.FromSeconds(-2.5), Parse("--ntp=-2.5").NtpOffset);
        Assert.Null(Parse("--ntp", "off").NtpOffset);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("24h", 86400)]
    [InlineData("365d", 31536000)]
    [InlineData("1.5h", 5400)]
    public void Durations_have_a_unit(string text, double seconds) => Assert.Equal(seconds, Parse("--for", text).Duration!.Value.TotalSeconds);

    [Theory]
    [InlineData("--for", "24", "s, m, h or d")]
    [InlineData("--for", "-1h", "s, m, h or d")]
    [InlineData("--http", "70000", "from 1 to 65535")]
    [InlineData("--panel", "x", "from 1 to 65535")]
    [InlineData("--preset", "sdm", "eastron-sdm72dm")]
    [InlineData("--poll", "0", "0.1 to 3600")]
    [InlineData("--start", "noon", "2026-06-21T00:00")]
    [InlineData("--ntp", "90000", "or off")]
    [InlineData("--warm-up", "1", "such as 30m")]
    [InlineData("--fleet", "0", "1 to 5000")]
    public void A_bad_option_is_named_with_what_is_allowed(string option, string value, string allowed)
    {
        ParseResult result = CommandLine.Build(_ => 0).Parse([option, value]);
        string message = Assert.Single(result.Errors).Message;
        Assert.StartsWith($"{option}: \"{value}\"", message);
        Assert.Contains(allowed, message);
    }

    [Fact]
    public void A_fleet_has_its_broker_and_logins_made_of_each_devices_id()
    {
        FleetPlan plan = Parse("--fleet", "3", "--mqtt", "broker:1884", "--mqtt-user", "{id}", "--mqtt-password", "pw-{id}", "--interval", "5", "--measure", "30s").Fleet!;
        Assert.Equal((3, "broker", 1884, 5, 30.0), (plan.Devices, plan.Host, plan.Port, plan.IntervalSeconds, plan.Measure!.Value.TotalSeconds));
        Assert.Contains("\"user\":\"fleet-0003\",\"password\":\"pw-fleet-0003\",\"clientId\":\"fleet-0003\",\"prefix\":\"wattwarden/fleet-0003\"", plan.Settings(2));
        Assert.Contains("\"tls\":false,\"ca\":\"\"", plan.Settings(2));
        Assert.Null(Parse().Fleet);
    }

    [Fact]
    public void A_fleet_with_a_ca_comes_by_tls_at_the_port_for_it()
    {
        string path = Path.GetTempFileName();
        using RSA key = RSA.Create(2048);
        using X509Certificate2 ca = new CertificateRequest("CN=House CA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        string pem = ca.ExportCertificatePem();
        File.WriteAllText(path, "House CA, made by hand\n" + pem + "\n");
        FleetPlan plan = Parse("--fleet", "3", "--mqtt", "broker", "--mqtt-ca", path).Fleet!;
        File.Delete(path);
        Assert.Equal(("broker", 8883, pem), (plan.Host, plan.Port, plan.Ca));
        JsonNode settings = JsonNode.Parse(plan.Settings(2))!;
        Assert.Equal((true, pem, 8883), ((bool)settings["tls"]!, (string)settings["ca"]!, (int)settings["port"]!));
    }

    [Theory]
    [InlineData("--fast")]
    [InlineData("--rs485=/dev/ttyUSB0")]
    public void A_fleet_is_not_to_be_had_with(string option) =>
        Assert.Contains("--fleet: not with", Assert.Single(CommandLine.Build(_ => 0).Parse(["--fleet", "3", option]).Errors).Message);

    [Theory]
    [InlineData("--mqtt", "broker:x", "host:port")]
    [InlineData("--mqtt-prefix", "wattwarden", "/{id}")]
    [InlineData("--interval", "0", "1 to 86400")]
    [InlineData("--mqtt-ca", "/nowhere/ca.pem", "PEM")]
    public void A_bad_option_of_a_fleet_is_named_with_what_is_allowed(string option, string value, string allowed)
    {
        string message = Assert.Single(CommandLine.Build(_ => 0).Parse(["--fleet", "3", option, value]).Errors).Message;
        Assert.StartsWith($"{option}: \"{value}\"", message);
        Assert.Contains(allowed, message);
    }

    [Fact]
    public void Options_of_a_fleet_are_refused_without_one() =>
        Assert.Equal("--mqtt-user: only with --fleet", Assert.Single(CommandLine.Build(_ => 0).Parse(["--mqtt-user", "me"]).Errors).Message);

    [Fact]
    public void A_real_line_cannot_be_had_in_virtual_time() =>
        Assert.Contains("--fast", Assert.Single(CommandLine.Build(_ => 0).Parse(["--fast", "--rs485", "/dev/ttyUSB0"]).Errors).Message);

    [Theory]
    [InlineData("--poll", "2")]
    [InlineData("--mqtt", "127.0.0.1")]
    public void An_untouched_device_is_not_set_up_by_other_options(string option, string value)
    {
        Assert.True(Parse("--untouched", "--preset", "chint-dtsu666").Untouched);
        Assert.StartsWith("--untouched: not with", Assert.Single(CommandLine.Build(_ => 0).Parse(["--untouched", option, value]).Errors).Message);
    }

    private static EmulatorOptions Parse(params string[] arguments)
    {
        EmulatorOptions? seen = null;
        int code = CommandLine.Build(options =>
        {
            seen = options;
            return 0;
        }).Parse(arguments).Invoke();
        Assert.Equal(0, code);
        return seen!;
    }

    private static IEnumerable<string> Fields(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Fields(member.Value, path.Length == 0 ? member.Name : path + "." + member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Fields(item, path + "[]")),
        _ => [path],
    };

    // Table rows of a chapter, without the two head lines.
    private static string[] Rows(string chapter)
    {
        string rest = Page[(Page.IndexOf(chapter, StringComparison.Ordinal) + chapter.Length)..];
        int end = rest.IndexOf("\n## ", StringComparison.Ordinal);
        string[] rows = [.. (end < 0 ? rest : rest[..end]).Split('\n').Where(line => line.StartsWith("| ") || line.StartsWith("|-")).Skip(2)];
        Assert.NotEmpty(rows);
        return rows;
    }

    private static string Name(string row) => Regex.Match(row, "`([^`]+)`").Groups[1].Value;

    private static string Read(string path)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Wattwarden.slnx"))) folder = Path.GetDirectoryName(folder);
        return File.ReadAllText(Path.Combine(folder!, path)).ReplaceLineEndings("\n");
    }
}
