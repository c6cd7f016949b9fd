// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Wattwarden.Emulator.Fleet;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;

namespace Wattwarden.Emulator;

/// <summary>The options of the emulator. docs/reference/emulator.md lists them; a test compares.</summary>
public static class CommandLine
{
    private static readonly TimeSpan UsualWarmUp = TimeSpan.FromHours(24);

    public static readonly string DefaultStateFolder =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "wattwarden", "emulator");

    private static readonly Option<int?> Http = new("--http")
    {
        Description = "Port of the device's page on this computer; 0: none. Default 8080, with --fast none.",
        CustomParser = result => Port(result),
    };

    private static readonly Option<IPAddress?> Address = new("--address")
    {
        Description = "The device's address on this computer's loopback, 127.0.0.1 to 127.255.255.254: each of several devices has its own. Default 127.0.0.1.",
        CustomParser = LoopbackAddress,
    };

    private static readonly Option<int?> Panel = new("--panel")
    {
        Description = "Port of the house's panel on this computer; 0: none. Default 8081, with --fast none.",
        CustomParser = result => Port(result),
    };

    private static readonly Option<string?> State = new("--state")
    {
        Description = "Folder for the device's flash and its label. Default: wattwarden/emulator in your local application data, with --fast a fresh one that is thrown away.",
    };

    private static readonly Option<string?> Rs485 = new("--rs485")
    {
        Description = "A real serial line instead of the simulated meter: a USB-RS485 adapter or a pty.",
    };

    private static readonly Option<string?> Console = new("--console")
    {
        Description = "The board's serial console: auto makes a pty and prints its path, else the path of a serial line. Default: not connected.",
    };

    private static readonly Option<string?> Wifi = new("--wifi")
    {
        Description = "The board has a radio instead of a cable, and the house a Wi-Fi: NAME:PASSWORD.",
        CustomParser = result => HouseLan.IsWifi(Text(result)) ? Text(result) : Refuse<string>(result, Text(result), "a name and a password, such as house:secret-word"),
    };

    private static readonly Option<MeterModel?> Preset = new("--preset")
    {
        Description = $"The meter of the house. Default {MeterCatalog.Default}.",
        CustomParser = Meter,
    };

    private static readonly Option<int> Ds = new("--ds")
    {
        Description = $"Temperature sensors on the 1-Wire bus, 0 to {HouseSensors.Most}: the first in the boiler (a new device has it as ds1), the others about the house. Default 1.",
        DefaultValueFactory = _ => 1,
        CustomParser = SensorCount,
    };

    private static readonly Option<bool?> Pulses = new("--pulses")
    {
        Description = "Meters with pulse outputs: solar energy on p1 (1000 pulses per kWh), water on p2 (1 pulse per litre; not with --adc). Default: true with a warm-up, else false.",
    };

    private static readonly Option<bool> Adc = new("--adc")
    {
        Description = "A PT1000 outside on a1; it takes the board's second input.",
    };

    private static readonly Option<bool> Untouched = new("--untouched")
    {
        Description = "The device stays as it comes from the factory: meter, sensors and inputs of the house are for an installer to set up.",
    };

    private static readonly Option<string?> Day = new("--day")
    {
        Description = "CSV file with a time column (ISO 8601 or Unix seconds) and watts: the sun. Default: computed sun and clouds.",
    };

    private static readonly Option<TimeSpan?> For = new("--for")
    {
        Description = "How long the house runs: a number with s, m, h or d. Default: until stopped, with --fast 24h.",
        CustomParser = Duration,
    };

    private static readonly Option<bool> Fast = new("--fast")
    {
        Description = "Virtual time, as fast as this computer goes.",
    };

    private static readonly Option<TimeSpan?> WarmUp = new("--warm-up")
    {
        Description = "How long the house lives in virtual time before its page opens, so that there is a day to look at: as --for, or 0. Default 24h; 0 with --for, --fast, --untouched, --rs485, --console or --mqtt.",
        CustomParser = WarmUpTime,
    };

    private static readonly Option<double?> Poll = new("--poll")
    {
        Description = "Seconds between two polls of the meter: 0.1 to 3600. Default: as the device is set.",
        CustomParser = PollSeconds,
    };

    private static readonly Option<DateTimeOffset?> Start = new("--start")
    {
        Description = "House clock at the start, such as 2026-06-21T00:00; a wall clock in the zone that a new device has. Default: 21 June 2026 at 10:00, with --fast at 00:00; with --day the file's first day.",
        CustomParser = Moment,
    };

    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "Number that chooses clouds, appliances and bath times. Default 1.",
        DefaultValueFactory = _ => 1,
    };

    // A parser must not give null, therefore the text is kept and read again.
    private static readonly Option<string> Ntp = new("--ntp")
    {
        Description = "Seconds by which the NTP server of the house is ahead of the house clock, -86400 to 86400; off: it does not answer. Default 0.",
        CustomParser = NtpText,
        DefaultValueFactory = _ => "0",
    };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "File for the report (JSON), written at the end.",
    };

    private static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print errors only.",
    };

    /// <summary>In the order of the documentation.</summary>
    public static readonly Option[] All = [Http, Address, Panel, State, Rs485, Console, Wifi, Preset, Ds, Pulses, Adc, Untouched, Day, For, Fast, WarmUp, Poll, Start, Seed, Ntp, Report, Quiet, .. FleetCommandLine.All];

    /// <summary>The root command; <paramref name="run"/> gets options that are in order.</summary>
    public static RootCommand Build(Func<EmulatorOptions, int> run)
    {
        var root = new RootCommand("Runs the Wattwarden firmware on this computer, in a simulated house or on a real RS-485 line.");
        foreach (Option option in All) root.Options.Add(option);
        root.Validators.Add(result =>
        {
            if (result.GetValue(Fast) && result.GetValue(Rs485) is not null) result.AddError("--fast: not with --rs485; a real line needs real time");
            if (result.GetValue(Fast) && result.GetValue(Console) is not null) result.AddError("--fast: not with --console; a real line needs real time");
            if (result.GetValue(Untouched) && (result.GetValue(Poll) is not null || FleetCommandLine.HasBroker(result))) result.AddError("--untouched: not with --poll or --mqtt; they set the device up");
            if (result.GetResult(WarmUp) is { Tokens: [{ Value: not "0" }] } && NeedsRealTime(result) is { } reason) result.AddError("--warm-up: not with " + reason);
            if (FleetCommandLine.Refusal(result, result.GetValue(Fast), result.GetValue(Rs485) is not null) is { } refusal) result.AddError(refusal);
        });
        root.SetAction(result => run(FleetCommandLine.AddTo(Options(result), result)));
        return root;
    }

    private static EmulatorOptions Options(ParseResult result)
    {
        bool fast = result.GetValue(Fast);
        bool isToBeLookedAt = result.GetValue(For) is null && !result.GetValue(Untouched) && NeedsRealTime(result.CommandResult) is null;
        TimeSpan warmUp = result.GetValue(WarmUp) ?? (isToBeLookedAt ? UsualWarmUp : TimeSpan.Zero);
        return new EmulatorOptions
        {
            HttpPort = Used(result.GetValue(Http) ?? (fast ? 0 : 8080)),
            Address = result.GetValue(Address) ?? IPAddress.Loopback,
            PanelPort = Used(result.GetValue(Panel) ?? (fast ? 0 : 8081)),
            StateFolder = result.GetValue(State) ?? (fast ? null : DefaultStateFolder),
            Rs485Path = result.GetValue(Rs485),
            ConsolePath = result.GetValue(Console),
            Wifi = result.GetValue(Wifi),
            IsMeterAsked = result.GetValue(Preset) is not null,
            Meter = result.GetValue(Preset) ?? MeterCatalog.Find(MeterCatalog.Default)!,
            SensorCount = result.GetValue(Ds),
            Pulses = result.GetValue(Pulses) ?? warmUp > TimeSpan.Zero,
            ArePulsesAsked = result.GetValue(Pulses) == true,
            Adc = result.GetValue(Adc),
            Untouched = result.GetValue(Untouched),
            DayFile = result.GetValue(Day),
            Duration = result.GetValue(For) ?? (fast ? TimeSpan.FromHours(24) : null),
            Fast = fast,
            WarmUp = warmUp,
            PollSeconds = result.GetValue(Poll),
            Start = result.GetValue(Start),
            Seed = result.GetValue(Seed),
            NtpOffset = TryNtp(result.GetValue(Ntp)!, out TimeSpan? ahead) ? ahead : null,
            ReportPath = result.GetValue(Report),
            Quiet = result.GetValue(Quiet),
        };
    }

    // What cannot live through a day in seconds; null: nothing.
    private static string? NeedsRealTime(CommandResult result)
    {
        if (result.GetValue(Fast)) return "--fast; all of it is virtual time";
        if (result.GetValue(Rs485) is not null) return "--rs485; a real line needs real time";
        if (result.GetValue(Console) is not null) return "--console; a real line needs real time";
        return FleetCommandLine.HasBroker(result) ? "--mqtt; a real broker needs real time" : null;
    }

    private static int? Used(int port) => port == 0 ? null : port;

    private static int? Port(ArgumentResult result)
    {
        string text = Text(result);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535) return port;
        return Refuse<int?>(result, text, "a port from 1 to 65535, or 0 for none");
    }

    private static IPAddress? LoopbackAddress(ArgumentResult result)
    {
        string text = Text(result);
        if (IPAddress.TryParse(text, out IPAddress? address) && address.ToString() == text && text.StartsWith("127.", StringComparison.Ordinal)
            && text is not "127.0.0.0" and not "127.255.255.255") return address;
        return Refuse<IPAddress?>(result, text, "an address from 127.0.0.1 to 127.255.255.254");
    }

    private static MeterModel? Meter(ArgumentResult result)
    {
        string text = Text(result);
        return MeterCatalog.Find(text) ?? Refuse<MeterModel?>(result, text, "one of " + string.Join(", ", MeterCatalog.All.Select(model => model.Id)));
    }

    private static int SensorCount(ArgumentResult result)
    {
        string text = Text(result);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= HouseSensors.Most) return count;
        return Refuse<int>(result, text, $"a number from 0 to {HouseSensors.Most}");
    }

    private static TimeSpan? WarmUpTime(ArgumentResult result) => Text(result) == "0" ? TimeSpan.Zero : Duration(result);

    internal static TimeSpan? Duration(ArgumentResult result)
    {
        string text = Text(result);
        double seconds = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        bool number = double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount);
        seconds *= amount;
        if (number && seconds is >= 1 and <= 100.0 * 366 * 86400) return TimeSpan.FromSeconds(Math.Round(seconds));
        return Refuse<TimeSpan?>(result, text, "a number with s, m, h or d, such as 30m, 24h or 365d");
    }

    private static double? PollSeconds(ArgumentResult result)
    {
        string text = Text(result);
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.1 and <= 3600) return seconds;
        return Refuse<double?>(result, text, "seconds from 0.1 to 3600");
    }

    private static DateTimeOffset? Moment(ArgumentResult result)
    {
        string text = Text(result);
        bool good = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment);
        if (good && text.Length >= 10 && text[4] == '-' && moment.Year is >= 2000 and < 2100) return moment;
        return Refuse<DateTimeOffset?>(result, text, "a date and time from 2000 to 2099, such as 2026-06-21T00:00");
    }

    private static string? NtpText(ArgumentResult result)
    {
        string text = Text(result);
        return TryNtp(text, out _) ? text : Refuse<string>(result, text, "seconds from -86400 to 86400, or off");
    }

    private static bool TryNtp(string text, out TimeSpan? ahead)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        bool isNumber = double.TryParse(text, Style, CultureInfo.InvariantCulture, out double seconds) && seconds is >= -86400 and <= 86400;
        ahead = isNumber ? TimeSpan.FromSeconds(seconds) : null;
        return isNumber || text == "off";
    }

    internal static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : "";

    internal static T? Refuse<T>(ArgumentResult result, string text, string allowed)
    {
        string name = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
        result.AddError($"{name}: \"{text}\" is not allowed; give {allowed}");
        return default;
    }
}
