// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Net.Sockets;

namespace Wattwarden.Emulator.Fleet;

/// <summary>Many devices in one process against one broker: starts them one after the other, runs them, measures if asked, stops them.</summary>
internal sealed class FleetRun : IRun
{
    private const int BetweenStartsMs = 20;
    private static readonly TimeSpan ThreadPatience = TimeSpan.FromSeconds(20);

    private readonly EmulatorOptions _options;
    private readonly FleetPlan _plan;
    private readonly Screen _screen;
    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-fleet-").FullName;
    private readonly List<FleetDevice> _devices = [];
    private volatile bool _stopAsked;

    public FleetRun(EmulatorOptions options, FleetPlan plan)
    {
        _options = options;
        _plan = plan;
        _screen = new Screen(options.Quiet);
        OptionChecks.Report(options.ReportPath);
    }

    public void Stop() => _stopAsked = true;

    public int Run()
    {
        _screen.Line($"fleet   {_plan.Devices} devices, {FleetPlan.Id(0)} to {FleetPlan.Id(_plan.Devices - 1)}, at {_plan.Host}:{_plan.Port}{(_plan.Ca.Length > 0 ? " by TLS" : "")} below {_plan.Prefix}");
        Knock();
        using FleetWatch? watch = _plan.Measure is null ? null : Watch();
        var clock = Stopwatch.StartNew();
        HostFigures.Figures empty = HostFigures.Own();
        StartAll();
        if (watch is not null) WaitForAll(watch, clock);
        FleetReport? report = watch is null ? null : Measure(watch, clock.Elapsed.TotalSeconds, empty.Megabytes);
        if (watch is null) Rest(_options.Duration);
        StopAll();
        Finish(report);
        return 0;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Of a broker that does not prove itself a fleet would only be silent; so it is asked once, before all devices are.
    private void Knock()
    {
        if (_plan.Ca.Length == 0) return;
        try
        {
            using var tcp = new TcpClient(_plan.Host, _plan.Port);
            SecureStream.Over(tcp.GetStream(), _plan.Host, _plan.Ca).Dispose();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new RunError($"--mqtt {_plan.Host}:{_plan.Port}: {error.Message}");
        }
    }

    private FleetWatch Watch()
    {
        try
        {
            return new FleetWatch(_plan, _options.MeasureUser, _options.MeasurePassword);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new RunError($"--mqtt {_plan.Host}:{_plan.Port}: {error.Message}");
        }
    }

    private void StartAll()
    {
        DateTimeOffset start = _options.Start ?? new DateTimeOffset(2026, 6, 21, 8, 0, 0, TimeSpan.Zero);
        for (int i = 0; i < _plan.Devices && !_stopAsked; i++)
        {
            string flash = Directory.CreateDirectory(Path.Combine(_folder, FleetPlan.Id(i))).FullName;
            var device = new FleetDevice(FleetPlan.House(i, _options.Seed, start), _options.Meter, flash);
            var setup = new FirmwareSetup(_options.Meter, true, _options.PollSeconds ?? 1, device.Boiler, Mqtt: _plan.Settings(i));
            FirmwareHost.Prepare(flash, setup);
            _devices.Add(device);
            device.Start();
            Thread.Sleep(BetweenStartsMs);
        }

        _screen.Line($"started {_devices.Count}");
    }

    private void WaitForAll(FleetWatch watch, Stopwatch clock)
    {
        var patience = TimeSpan.FromSeconds(60 + (_plan.Devices * 0.5));
        while (watch.Online < _plan.Devices && !_stopAsked)
        {
            CheckDevices();
            if (clock.Elapsed > patience) throw new RunError($"after {patience.TotalSeconds:0} s only {watch.Online} of {_plan.Devices} devices are online; the broker's log says more");
            Thread.Sleep(50);
        }

        _screen.Line($"all online after {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private FleetReport Measure(FleetWatch watch, double startSeconds, double emptyMegabytes)
    {
        Rest(TimeSpan.FromSeconds(Math.Min(10, _plan.IntervalSeconds)));   // the first messages of so many connections are not what a day looks like
        int? brokerId = HostFigures.ListenerOn(_plan.Port);
        watch.Begin();
        var clock = Stopwatch.StartNew();
        HostFigures.Figures own = HostFigures.Own();
        HostFigures.Figures? broker = HostFigures.Of(brokerId);
        double measuring = HostFigures.ThreadCpuSeconds(FleetWatch.ThreadName);
        watch.SwitchUntil(Stopwatch.GetTimestamp() + (long)(_plan.Measure!.Value.TotalSeconds * Stopwatch.Frequency), () => _stopAsked);
        double seconds = clock.Elapsed.TotalSeconds;
        if (watch.IsCutOff) throw new RunError("the broker has ended the measuring client's connection; its log says why");
        CheckDevices();
        HostFigures.Figures ownEnd = HostFigures.Own();
        HostFigures.Figures? brokerEnd = HostFigures.Of(brokerId);
        double measured = HostFigures.ThreadCpuSeconds(FleetWatch.ThreadName) - measuring;
        double[] switches = watch.SwitchMs;
        return new FleetReport
        {
            Devices = _plan.Devices,
            Seconds = Math.Round(seconds, 1),
            IntervalSeconds = _plan.IntervalSeconds,
            StartSeconds = Math.Round(startSeconds, 1),
            MessagesPerSecond = Math.Round(watch.Messages / seconds, 2),
            BytesPerSecond = Math.Round(watch.Bytes / seconds, 1),
            Samples = watch.Samples,
            SamplesMissing = watch.SamplesMissing,
            SamplesRepeated = watch.SamplesRepeated,
            FewestSamples = watch.FewestSamples,
            Switches = watch.SwitchesAsked,
            SwitchesUnanswered = watch.SwitchesAsked - switches.Length,
            SwitchP50Ms = FleetReport.Percentile(switches, 0.5),
            SwitchP99Ms = FleetReport.Percentile(switches, 0.99),
            SwitchMaxMs = FleetReport.Percentile(switches, 1),
            DeviceCpuPercent = Percent(ownEnd.CpuSeconds - own.CpuSeconds - measured, seconds * _plan.Devices),
            DeviceMegabytes = Math.Round((ownEnd.Megabytes - emptyMegabytes) / _plan.Devices, 3),
            MeasuringCpuPercent = Percent(measured, seconds),
            BrokerCpuPercent = broker is null || brokerEnd is null ? null : Percent(brokerEnd.CpuSeconds - broker.CpuSeconds, seconds),
            BrokerMegabytes = brokerEnd is null ? null : Math.Round(brokerEnd.Megabytes, 1),
            Threads = HostFigures.OwnThreads(),
            Restarts = _devices.Sum(it => it.Restarts),
            Processors = Environment.ProcessorCount,
            LoadAverage = HostFigures.Load(),
        };
    }

    private static double Percent(double cpuSeconds, double seconds) => Math.Round(100 * cpuSeconds / seconds, 4);

    private void Rest(TimeSpan? duration)
    {
        var clock = Stopwatch.StartNew();
        while (!_stopAsked && (duration is not { } limit || clock.Elapsed < limit))
        {
            CheckDevices();
            Thread.Sleep(100);
        }
    }

    private void CheckDevices()
    {
        if (_devices.Find(it => it.Failure is not null) is { } broken) throw new RunError("the firmware failed: " + broken.Failure);
    }

    private void StopAll()
    {
        foreach (FleetDevice device in _devices) device.Stop();
        var clock = Stopwatch.StartNew();
        foreach (FleetDevice device in _devices)
        {
            if (!device.Join(ThreadPatience - clock.Elapsed > TimeSpan.Zero ? ThreadPatience - clock.Elapsed : TimeSpan.Zero)) _screen.Line("a firmware did not end; it is left behind");
        }
    }

    private void Finish(FleetReport? report)
    {
        if (report is null) return;
        foreach (string line in report.Lines()) _screen.Line(line);
        if (_options.ReportPath is { } path) File.WriteAllText(path, report.ToJson() + "\n");
    }
}
