// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using nanoFramework.Emulation;
using Wattwarden.Controller;
using Wattwarden.Emulator;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Wattwarden.Emulator.Wires;
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Web;
using Xunit;
using Encoding = System.Text.Encoding;

namespace Wattwarden.Tests.Support;

/// <summary>One change of a relay, as the house feels it.</summary>
internal readonly record struct Switching(int Output, bool On, double AtS);

/// <summary>
/// A house with the whole firmware in it: Program.Main on an emulated chip, a meter on the wire, loads on the relays, in virtual time that
/// the test gives out. What people can do it offers: look at the relays, ask the page, pull plugs, cut the power.
/// </summary>
internal sealed class House : IDisposable
{
    private readonly HouseSetup _setup;
    private readonly string _flash = Directory.CreateTempSubdirectory("wattwarden-house-").FullName;
    private readonly SteppedTime _time = new();
    private readonly StringWriter _console = new();
    private readonly BusFaults _faults = new();
    private readonly BusCounters _counters = new();
    private readonly IPEndPoint _page = FreeAddress();
    private readonly bool[] _stuck = new bool[Wiring.Terminals.Length];
    private readonly List<Switching> _switchings = [];
    private readonly HttpClient _browser;
    private Thread? _firmware;
    private Machine? _chip;
    private Exception? _failure;
    private bool _loggedIn;

    public House(HouseSetup? setup = null)
    {
        _setup = setup ?? new HouseSetup();
        World = new SimulatedHouse(new HouseOptions
        {
            Sun = _setup.Sun ?? new NoSun(),
            StartSecond = (long)(_setup.Start - DateTime.UnixEpoch).TotalSeconds,
            Seed = _setup.Seed,
            Phases = _setup.Meters.Length == 0 ? 3 : _setup.Meters[0].Model.Phases,
            BoilerCelsius = _setup.BoilerCelsius,
        });
        if (_setup.HouseholdWatts is { } watts) World.FixHousehold(watts, 0);
        Meter = new HouseWire(World, _faults, _counters);
        Meter.Solder(new BusWire([.. _setup.Meters.Select(meter => new MeterSlave(meter.Model, Meter, meter.Slave))], _faults, _counters, _setup.Seed));
        Meter.Noise(_setup.Noise);
        _time.Advanced += World.AdvanceTo;
        _browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri($"http://{_page}") };
        WriteSettings();
        PowerOn();
    }

    public SimulatedHouse World { get; }

    public HouseWire Meter { get; }

    public double NowS => _time.NowUs / 1e6;

    public string Console => _console.ToString();

    /// <summary>How often the firmware has restarted itself.</summary>
    public int Restarts { get; private set; }

    public bool IsPowered => _firmware != null;

    public FlashDrive Flash => _chip!.Flash;

    public double GridWatts => World.Observe(_time.NowUs).GridWatts;

    /// <summary>All changes of relays since the start.</summary>
    public IReadOnlyList<Switching> Switchings => _switchings;

    public House After(double seconds = 0, double minutes = 0, double hours = 0)
    {
        _time.RunUntil(_time.NowUs + (long)Math.Round((seconds + (minutes * 60) + (hours * 3600)) * 1e6));
        Assert.True(_failure is null, "the firmware failed: " + _failure);
        if (_firmware is { } thread && _chip!.IsStopping) Join(thread);
        return this;
    }

    /// <summary>Lets time pass in steps until this is so; returns the seconds it took.</summary>
    public double Until(string what, Func<bool> condition, double withinS = 600, double stepS = 0.01)
    {
        double startS = NowS;
        while (!condition())
        {
            Assert.True(NowS - startS <= withinS, $"not within {withinS} s: {what}");
            After(seconds: stepS);
        }

        return NowS - startS;
    }

    public House SunShines(double watts)
    {
        World.FixSun(watts, _time.NowUs);
        return this;
    }

    public House HouseholdTakes(double watts)
    {
        World.FixHousehold(watts, _time.NowUs);
        return this;
    }

    /// <summary>Somebody sets the chip's clock (UTC).</summary>
    public House SetClock(DateTime utc)
    {
        _time.Utc = new DateTimeOffset(utc, TimeSpan.Zero);
        return this;
    }

    public OutputView Output(int output) => new(this, output);

    public bool RelayIsClosed(int output) => World.Observe(_time.NowUs).Relays[output];

    /// <summary>The relay's driver refuses from now on (or works again).</summary>
    public House RelayRefuses(int output, bool refuses = true)
    {
        _stuck[output] = refuses;
        return this;
    }

    /// <summary>Pulls the device's plug: relays fall, time goes on.</summary>
    public House CutPower()
    {
        _chip!.Stop();
        Join(_firmware!);
        return this;
    }

    public House PowerOn()
    {
        Assert.Null(_firmware);
        _loggedIn = false;
        _failure = null;
        _firmware = new Thread(RunChip) { Name = "firmware", IsBackground = true };
        _firmware.Start();
        _time.AwaitStart();
        return this;
    }

    public int LengthInFlash(string file) => (int)new FileInfo(Path.Combine(_flash, file)).Length;

    /// <summary>Saves a section while the power goes after so many bytes into flash. True: it went; false: the save was done before.</summary>
    public bool PutWhilePowerFails(string section, string json, int bytes)
    {
        Get("/api/v1/session");   // logged in before
        Flash.PowerFailsAfterBytes = Flash.BytesWritten + bytes;
        bool wasCut = TryAsk(() => Put(section, json));
        if (!wasCut) Flash.PowerFailsAfterBytes = null;
        return wasCut;
    }

    /// <summary>Does something during which the power may go. True: it went.</summary>
    public bool TryAsk(Action action)
    {
        try
        {
            action();
            if (!_chip!.IsStopping) return false;
        }
        catch (Exception) when (_chip!.IsStopping)
        {
        }

        if (_firmware is { } thread) Join(thread);
        return true;
    }

    public JsonElement Get(string path) => Ask("GET", path).Json;

    public JsonElement Point(string id) => Get("/api/v1/points").GetProperty("points").EnumerateArray().Single(point => point.GetProperty("id").GetString() == id);

    public JsonElement Task(string name) => Get("/api/v1/system").GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("name").GetString() == name);

    public void Put(string section, string json) => Assert.Equal(204, Ask("PUT", "/api/v1/" + section, json).Status);

    /// <summary>Switches by hand on the page; the status of the answer.</summary>
    public int Command(int output, string json) => Ask("POST", "/api/v1/outputs/out" + output, json).Status;

    /// <summary>A request of the logged-in installer. Takes no time.</summary>
    public (int Status, JsonElement Json) Ask(string method, string path, string? json = null)
    {
        if (!_loggedIn) LogIn();
        (int Status, JsonElement Json) answer = Send(method, path, json);
        bool isLocked = answer.Status == 403 && answer.Json.TryGetProperty("field", out JsonElement field) && field.GetString() == "session";
        if (answer.Status != 401 && !isLocked) return answer;

        // A session ends after half an hour of silence, and is locked after half an hour of mere looking.
        LogIn();
        return Send(method, path, json);
    }

    public void Dispose()
    {
        if (_firmware != null) CutPower();
        _browser.Dispose();
        Directory.Delete(_flash, recursive: true);
    }

    private void LogIn()
    {
        if (NowS == 0) After(seconds: 0.1);
        (int status, JsonElement answer) = LogIn(FirstLogin.Password);
        if (status == 401)
        {
            Match line = Regex.Match(Console, "installer's password: (\\w+)");
            Assert.True(line.Success, "no password on the console:\n" + Console);
            string label = line.Groups[1].Value;
            (status, answer) = LogIn(label);
            Assert.Equal(204, Send("POST", "/api/v1/password", $$"""{"old":"{{label}}","new":"{{FirstLogin.Password}}"}""").Status);
            After(seconds: 0.02);
        }

        Assert.True(status == 200, $"login: {status} {answer}");
        _loggedIn = true;
    }

    private (int Status, JsonElement Json) LogIn(string password) => Send("POST", "/api/v1/login", "{\"password\":\"" + password + "\"}");

    private (int Status, JsonElement Json) Send(string method, string path, string? json)
    {
        (int, JsonElement) result = default;
        _time.Breathe(() =>
        {
            using HttpResponseMessage answer = SendOnce(method, path, json);
            string text = new StreamReader(answer.Content.ReadAsStream(), Encoding.UTF8).ReadToEnd();
            result = ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
        });
        return result;
    }

    // The server begins to listen on a thread of its own, a moment after the loop has begun.
    private HttpResponseMessage SendOnce(string method, string path, string? json)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var request = new HttpRequestMessage(new HttpMethod(method), path);
                if (json != null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
                return _browser.Send(request);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && attempt < 1000)
            {
                Thread.Yield();
            }
        }
    }

    // What an installer would have set before: written by the firmware's own code while the chip is off.
    private void WriteSettings()
    {
        (string Name, string? Json)[] sections =
            [("modules", _setup.Modules), ("mapping", _setup.Mapping), ("outputs", _setup.Outputs), ("events", _setup.Events), ("time", _setup.Time)];
        if (sections.All(section => section.Json is null)) return;
        var controller = new EnergyController(new OfflineBoard(_flash));
        _ = new WebFront(controller);
        _ = new MqttFront(controller);
        controller.Start(safeMode: false);
        byte[] document = Encoding.UTF8.GetBytes("{\"version\":1" + string.Concat(sections.Where(section => section.Json is not null).Select(section => $",\"{section.Name}\":{section.Json}")) + "}");
        var fault = new SettingsFault();
        Assert.True(controller.Store.TryReadDocument(document, 0, document.Length, fault), $"{fault.Section} {fault.Key} {fault.Message}");
        Assert.Equal(SaveOutcome.Saved, controller.Store.Save(null));
    }

    private void RunChip()
    {
        bool again = true;
        while (again)
        {
            Machine chip = Solder();
            _chip = chip;
            _time.Enter();
            try
            {
                chip.Run(FirmwareHost.Boot);
            }
            catch (Exception e)
            {
                _failure = e;
            }

            World.OpenAllRelays(_time.NowUs);
            again = chip.RestartAsked && _failure is null;
            if (again) Restarts++;
        }

        _time.Leave();
    }

    private Machine Solder()
    {
        _time.Utc = _setup.KnowsTime ? new DateTimeOffset(_setup.Start, TimeSpan.Zero).AddTicks(_time.NowUs * 10) : DateTimeOffset.UnixEpoch;
        var chip = new Machine(_time, _flash) { Output = _console, HostEndPoint = _ => _page };
        if (_page is not null) chip.Interface.Lan = new Lan { Lease = _page.Address };
        chip.ConnectUart(Wiring.MeterUart, Meter);
        chip.Pins.Written += (pin, level) => Drive(chip, pin, level);
        return chip;
    }

    private void Drive(Machine chip, int pin, bool level)
    {
        int terminal = Wiring.TerminalOf(pin);
        if (terminal < 0) return;
        if (_stuck[terminal] && !chip.IsStopping) throw new InvalidOperationException("the pin's driver is gone");
        if (World.Observe(_time.NowUs).Relays[terminal] != level) _switchings.Add(new Switching(terminal, level, NowS));
        World.SetRelay(terminal, level, _time.NowUs);
    }

    private void Join(Thread thread)
    {
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)), "the firmware did not end");
        _firmware = null;
        Assert.True(_failure is null, "the firmware failed: " + _failure);
    }

    private static IPEndPoint FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return (IPEndPoint)probe.LocalEndpoint;
    }
}
