// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wattwarden.Emulator.Fleet;

/// <summary>The emulator's options for many devices.</summary>
internal static class FleetCommandLine
{
    private const string DefaultBroker = "127.0.0.1";
    private const int PlainPort = 1883;
    private const int SecurePort = 8883;

    private static readonly Option<int> Count = new("--fleet")
    {
        Description = $"So many devices in one process, 1 to {FleetPlan.Most}, each with a house of its own, against one MQTT broker; no pages. See docs/fleet.md.",
        CustomParser = result => Whole(result, 1, FleetPlan.Most),
    };

    private static readonly Option<string> Broker = new("--mqtt")
    {
        Description = $"An MQTT broker without login, host or host:port: the device connects to it with the prefix wattwarden, or with --fleet every device as below. Default: as the device is set; of a fleet {DefaultBroker}:{PlainPort}.",
        DefaultValueFactory = _ => DefaultBroker,
        CustomParser = Address,
    };

    private static readonly Option<string> Ca = new("--mqtt-ca")
    {
        Description = $"File with the certificate (PEM) that the broker's must come from: every device of the fleet, and the client that measures, connects by TLS, at port {SecurePort} if none is given. Default: no TLS.",
        DefaultValueFactory = _ => "",
        CustomParser = Certificate,
    };

    private static readonly Option<string> User = new("--mqtt-user")
    {
        Description = "Login of each device; {id} stands for its id, fleet-0001 and so on. Default: none.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Password = new("--mqtt-password")
    {
        Description = "Password of each device; {id} as above.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Prefix = new("--mqtt-prefix")
    {
        Description = "Topic prefix of each device, ending with {id}. Default wattwarden/{id}.",
        DefaultValueFactory = _ => "wattwarden/" + FleetPlan.IdMark,
        CustomParser = PrefixText,
    };

    private static readonly Option<int> Interval = new("--interval")
    {
        Description = "Seconds between two samples of a device of the fleet, 1 to 86400. Default 60.",
        DefaultValueFactory = _ => 60,
        CustomParser = result => Whole(result, 1, 86400),
    };

    private static readonly Option<TimeSpan?> Measure = new("--measure")
    {
        Description = "Once the fleet is online, measure for so long (as --for), print a table and end: messages, missing samples, switching times, processor and memory of a device.",
        CustomParser = CommandLine.Duration,
    };

    private static readonly Option<string> MeasureUser = new("--measure-user")
    {
        Description = "Login of the client that measures. Default: none.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> MeasurePassword = new("--measure-password")
    {
        Description = "Its password.",
        DefaultValueFactory = _ => "",
    };

    /// <summary>In the order of the documentation.</summary>
    public static readonly Option[] All = [Count, Broker, Ca, User, Password, Prefix, Interval, Measure, MeasureUser, MeasurePassword];

    /// <summary>True when a broker was named.</summary>
    public static bool HasBroker(CommandResult result) => result.GetResult(Broker) is { Implicit: false };

    /// <summary>What cannot go together, in words; null: all is well.</summary>
    public static string? Refusal(CommandResult result, bool fast, bool hasLine)
    {
        if (result.GetResult(Count) is { Implicit: false }) return fast ? "--fleet: not with --fast; a broker lives in real time" : hasLine ? "--fleet: not with --rs485" : null;
        Option? stray = All.Skip(2).FirstOrDefault(it => result.GetResult(it) is { Implicit: false });
        return stray is null ? null : stray.Name + ": only with --fleet";
    }

    /// <summary>The options with the fleet's; as they were when there is none.</summary>
    public static EmulatorOptions AddTo(EmulatorOptions options, ParseResult result)
    {
        int devices = result.GetValue(Count);
        if (devices == 0) return options with { Mqtt = result.GetResult(Broker) is { Implicit: false } ? result.GetValue(Broker) : null };
        string[] address = result.GetValue(Broker)!.Split(':');
        string ca = result.GetValue(Ca)!;
        return options with
        {
            Fleet = new FleetPlan
            {
                Devices = devices,
                Host = address[0],
                Port = address.Length > 1 ? int.Parse(address[1], CultureInfo.InvariantCulture) : ca.Length > 0 ? SecurePort : PlainPort,
                Ca = ca,
                User = result.GetValue(User)!,
                Password = result.GetValue(Password)!,
                Prefix = result.GetValue(Prefix)!,
                IntervalSeconds = result.GetValue(Interval),
                Measure = result.GetValue(Measure),
            },
            MeasureUser = result.GetValue(MeasureUser)!,
            MeasurePassword = result.GetValue(MeasurePassword)!,
        };
    }

    private static int Whole(ArgumentResult result, int least, int most)
    {
        string text = CommandLine.Text(result);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most) return number;
        return CommandLine.Refuse<int>(result, text, $"a number from {least} to {most}");
    }

    private static string? Address(ArgumentResult result)
    {
        string text = CommandLine.Text(result);
        string[] parts = text.Split(':');
        bool hasPort = parts.Length == 2;
        bool isPort = hasPort && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535;
        if (parts[0].Length > 0 && (parts.Length == 1 || isPort)) return text;
        return CommandLine.Refuse<string>(result, text, "host or host:port");
    }

    // The certificate's text alone: the chip's TLS library wants nothing before it.
    private static string? Certificate(ArgumentResult result)
    {
        string path = CommandLine.Text(result);
        try
        {
            using X509Certificate2 ca = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            return ca.ExportCertificatePem();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return CommandLine.Refuse<string>(result, path, "a file with a certificate in PEM form");
        }
    }

    private static string? PrefixText(ArgumentResult result)
    {
        string text = CommandLine.Text(result);
        if (text.EndsWith("/" + FleetPlan.IdMark, StringComparison.Ordinal) && text.IndexOfAny(['+', '#']) < 0) return text;
        return CommandLine.Refuse<string>(result, text, "a topic that ends with /{id}");
    }
}
