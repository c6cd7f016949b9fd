// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Emulator.Panel;
using Wattwarden.Emulator.Time;
using Wattwarden.Emulator.Wires;
using Wattwarden.Time;

namespace Wattwarden.Emulator;

/// <summary>A run that cannot begin or go on; the message names the option where there is one.</summary>
internal sealed class RunError(string message) : Exception(message);

/// <summary>One run of the emulator: builds the house around the chip, starts the firmware as often as it restarts, reports.</summary>
internal sealed class EmulatorRun : IRun
{
    private const int RestartLimit = 20;
    private const long RestartWindowUs = 60_000_000;
    private const int DeviceHttpPort = 80;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ThreadPatience = TimeSpan.FromSeconds(5);

    private readonly EmulatorOptions _options;
    private readonly Screen _screen;
    private readonly ITimeline _time;
    private readonly WarmUpTimeline? _warmUp;   // null: time is of one kind
    private readonly SimulatedHouse _house;
    private readonly HouseSensors _sensors;
    private readonly BusFaults _faults = new();
    private readonly DeviceTroubles _troubles = new();
    private readonly BusCounters _counters = new();
    private readonly UartWire _wire;
    private readonly ConsoleWire? _console;
    private readonly string _stateFolder;
    private readonly string _flashFolder;
    private readonly FactoryLabel _label;
    private readonly S0Output[] _s0;
    private readonly OutsideSensor? _outside;
    private readonly Queue<long> _restartsUs = new();
    private readonly Lock _chipGate = new();
    private Machine? _chip;
    private HouseState? _last;
    private long _loopSteps;
    private int _restarts;
    private bool _stopAsked;

    public EmulatorRun(EmulatorOptions options)
    {
        _options = options;
        _screen = new Screen(options.Quiet);
        if (options.HttpPort is { } http && http == options.PanelPort) throw new RunError($"--panel {http}: the device's page has this port; choose another");
        OptionChecks.Port("--http", options.Address, options.HttpPort);
        OptionChecks.Port("--panel", IPAddress.Loopback, options.PanelPort);
        OptionChecks.Report(options.ReportPath);
        HouseBeginning beginning = HouseBeginning.Choose(options);
        _warmUp = beginning.WarmUp > TimeSpan.Zero ? new WarmUpTimeline(beginning.WarmUp) : null;
        _time = _warmUp ?? (options.Fast ? new VirtualTimeline() : (ITimeline)new RealTimeline());   // the chip has no battery: its clock begins with 1970
        long startSecond = beginning.StartSecond;
        _house = new SimulatedHouse(new HouseOptions
        {
            Sun = beginning.Sun,
            StartSecond = startSecond,
            Seed = options.Seed,
            Phases = options.Meter.Phases,
            EndUs = EndUs,
        });
        _sensors = new HouseSensors(_house, options.SensorCount, startSecond, options.Seed);
        _wire = options.Rs485Path is { } path
            ? new TtyWire(path, _counters)
            : new BusWire([new MeterSlave(options.Meter, _house)], _faults, _counters, options.Seed);
        _console = options.ConsolePath is { } console ? new ConsoleWire(console) : null;
        (_s0, _outside) = ChooseSensors(options, _house);
        _stateFolder = MakeStateFolder(options.StateFolder);
        _flashFolder = Directory.CreateDirectory(Path.Combine(_stateFolder, "flash")).FullName;
        _label = new FactoryLabel(_stateFolder);
    }

    public void Stop()
    {
        lock (_chipGate)
        {
            _stopAsked = true;
            _chip?.Stop();
        }
    }

    public int Run()
    {
        var watch = Stopwatch.StartNew();
        if (!_options.Untouched) SetUpDevice();
        using PanelServer? panel = _options.PanelPort is { } port ? PanelServer.Start(port, new PanelHouse(_house, _faults, _counters, () => _time.NowUs, _options, _sensors, _troubles, SpeedSetter())) : null;
        if (_warmUp is null) Greet();
        else Task.Run(() => WarmUp(_warmUp));
        double seconds = _options.Duration?.TotalSeconds ?? 0;
        Action work = () => RunChip();
        if (_options.Fast) _screen.WithProgress($"{seconds / 3600:0.##} h", () => _time.NowUs / 1e6 / seconds, work);
        else work();
        FirmwareHost.ForgetQuickStart(_flashFolder);
        Finish(watch.Elapsed.TotalSeconds);
        return 0;
    }

    public void Dispose()
    {
        (_wire as IDisposable)?.Dispose();
        _console?.Dispose();
        if (_options.StateFolder is null) Directory.Delete(_stateFolder, recursive: true);
    }

    private long EndUs => _options.Duration is { } duration ? (long)((WarmUpTime + duration).TotalSeconds * 1e6) : long.MaxValue;

    private TimeSpan WarmUpTime => _warmUp?.Length ?? TimeSpan.Zero;

    // Beside the chip, which lives through it meanwhile.
    private void WarmUp(WarmUpTimeline warmUp)
    {
        double hours = warmUp.Length.TotalHours;
        _screen.Line($"warm-up {hours:0.##} h of the house in virtual time");
        _screen.WithProgress($"{hours:0.##} h", () => warmUp.NowUs / 3.6e9 / hours, () =>
        {
            while (!_stopAsked && !warmUp.WaitUntilOver(LookEvery)) { }
        });
        if (!_stopAsked) Greet();
    }

    private Action<double>? SpeedSetter() => _time switch
    {
        RealTimeline real => speed => real.Speed = speed,
        WarmUpTimeline warmUp => speed => warmUp.Speed = speed,
        _ => null,
    };

    // The house's clock is a wall clock of the zone that a new device has, so device and house show the same time.
    private DateTimeOffset? NtpUtc(long houseUs)
    {
        if (_options.NtpOffset is not { } offset || _troubles.NtpSilent) return null;
        PosixTimeZone zone = PosixTimeZone.Parse(TimeSettings.DefaultZone, out string _);
        long start = zone.ToUtc(new DateTimeOffset(_house.Start, TimeSpan.Zero).ToUnixTimeSeconds(), out LocalMoment _);
        return DateTimeOffset.FromUnixTimeSeconds(start).AddMicroseconds(houseUs) + offset;
    }

    // What an installer would have done before.
    private void SetUpDevice()
    {
        string? mqtt = _options.Mqtt is { } broker ? FirmwareHost.MqttDocument(broker) : null;
        FirmwareHost.Prepare(_flashFolder, new FirmwareSetup(_options.Meter, _options.IsMeterAsked, _options.PollSeconds, _sensors.Sensors.FirstOrDefault(), _options.Pulses, _options.ArePulsesAsked, _options.Adc, mqtt));
    }

    private void RunChip()
    {
        bool again = true;
        while (again)
        {
            var time = new ChipTime(_time);
            Machine chip = Solder(time);
            Exception? failure = null;
            var firmware = new Thread(() => failure = Guard(() => chip.Run(() => FirmwareHost.Boot()))) { Name = "firmware", IsBackground = true };
            firmware.Start();
            WaitForEnd(chip, firmware);
            _loopSteps += time.Sleeps;
            _last = _house.Observe(_time.NowUs);   // before the relays fall: that is no switching of the firmware's
            _house.OpenAllRelays(_time.NowUs);
            if (failure is not null) throw new RunError("the firmware failed: " + failure);
            again = chip.RestartAsked && !_stopAsked && _time.NowUs < EndUs;
            if (again) NoteRestart();
            else if (!chip.IsStopping) throw new RunError("the firmware ended by itself; a device would stand still now");
        }
    }

    private Machine Solder(ChipTime time)
    {
        var chip = new Machine(time, _flashFolder)
        {
            Output = _screen.DeviceConsole(line =>
            {
                _label.Read(line);
                _console?.Print(line);
            }),
            HostEndPoint = port => port == DeviceHttpPort && _options.HttpPort is { } http ? new IPEndPoint(_options.Address, http) : null,
        };
        if (_warmUp is { } warmUp) chip.IsReachable = () => warmUp.IsOver;
        chip.Flash.IsFull = () => _troubles.FlashFull;
        HouseLan.Connect(chip, _troubles, _options);
        chip.Sntp.Servers = (_, momentUs) => NtpUtc(time.BootUs + momentUs);
        chip.ConnectUart(Wiring.MeterUart, new ShiftedWire(_wire, time.BootUs));
        if (_console is { } console) chip.ConnectUart(Wiring.ConsoleUart, console);
        chip.ConnectOneWire(new ShiftedOneWire(_sensors.Bus, time.BootUs));
        chip.Pins.Written += (pin, level) =>
        {
            int terminal = Wiring.TerminalOf(pin);
            if (terminal >= 0) _house.SetRelay(terminal, level, _time.NowUs);
        };
        foreach (S0Output meter in _s0) meter.Release(chip.Pins);
        if (_outside is { } outside) chip.ConnectAnalog(Wiring.OutsideAdcChannel, () => outside.Raw(_time.NowUs));
        time.Advanced += nowUs =>
        {
            _house.AdvanceTo(nowUs);
            foreach (S0Output meter in _s0) meter.AdvanceTo(nowUs, chip.Pins);
            if (nowUs >= EndUs) chip.Stop();
        };
        lock (_chipGate)
        {
            _chip = chip;
            if (_stopAsked) chip.Stop();
        }

        return chip;
    }

    private void WaitForEnd(Machine chip, Thread firmware)
    {
        while (!firmware.Join(100))
        {
            if (_time.NowUs >= EndUs) chip.Stop();
            if (!chip.IsStopping || firmware.Join(ThreadPatience)) continue;
            _screen.Line("the firmware did not end; it is left behind");
            return;
        }
    }

    private void NoteRestart()
    {
        _restarts++;
        _screen.Line("the device restarts");
        _restartsUs.Enqueue(_time.NowUs);
        while (_restartsUs.Peek() < _time.NowUs - RestartWindowUs) _restartsUs.Dequeue();
        if (_restartsUs.Count >= RestartLimit) throw new RunError($"the device restarted {RestartLimit} times within a minute; its console above says why");
    }

    private void Greet()
    {
        if (_options.Rs485Path is { } path) _screen.Line($"meter   real line {path}");
        else _screen.Line($"meter   {_options.Meter.Title} (slave {_options.Meter.SlaveId}, {_options.Meter.BaudRate} 8{_options.Meter.Parity}{_options.Meter.StopBits})");
        if (_console is { } console) _screen.Line($"console {console.Path}");
        if (_options.SensorCount > 0) _screen.Line($"sensors {string.Join(", ", _sensors.Sensors.Select(it => $"{Dow.Text(it.Device.Rom)} {it.Place}"))}");
        _screen.Line($"house   {_house.Start + WarmUpTime:yyyy-MM-dd HH:mm}, sun: {_house.SunTitle}");
        if (_options.StateFolder is { } folder) _screen.Line($"state   {Path.GetFullPath(folder)}");
        if (_options.HttpPort is { } http) _screen.Line($"page    http://{(IPAddress.Loopback.Equals(_options.Address) ? "localhost" : _options.Address)}:{http}/");
        if (_label.Password is { } password) _screen.Line($"login   user admin, password: {password}");
        if (_options.PanelPort is { } panel) _screen.Line($"panel   http://localhost:{panel}/");
        if (!_options.Fast) _screen.Line("Ctrl-C ends it.");
    }

    private void Finish(double wallSeconds)
    {
        var report = Report.Of(_last ?? _house.Observe(_time.NowUs), wallSeconds, _loopSteps, _counters.Requests, _counters.Bytes, _restarts);
        if (_options.ReportPath is { } path) File.WriteAllText(path, report.ToJson() + "\n");
        _screen.Line($"{report.SimulatedSeconds / 3600:0.##} h of the house in {report.WallSeconds:0.##} s: produced {report.ProducedKWh:0.##} kWh, "
            + $"imported {report.ImportedKWh:0.##}, exported {report.ExportedKWh:0.##}, self-consumed {report.SelfConsumptionPercent:0.#} %");
    }

    private static Exception? Guard(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static (S0Output[] Meters, OutsideSensor? Outside) ChooseSensors(EmulatorOptions options, SimulatedHouse house)
    {
        long startSecond = (long)(house.Start - DateTime.UnixEpoch).TotalSeconds;
        OutsideSensor? outside = options.Adc ? new OutsideSensor(startSecond, options.Seed) : null;
        if (!options.Pulses) return ([], outside);
        var solar = new S0Output("solar", Wiring.SolarPulsePin, 1000, house.ProducedKWh);
        if (outside is not null) return ([solar], outside);
        return ([solar, new S0Output("water", Wiring.WaterPulsePin, 1, new WaterUse(startSecond, options.Seed).LitresAt)], null);
    }

    private static string MakeStateFolder(string? folder)
    {
        if (folder is null) return Directory.CreateTempSubdirectory("wattwarden-").FullName;
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunError($"--state {folder}: the folder cannot be made: {error.Message}");
        }
    }
}
