// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wattwarden.Controller;
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>
/// The whole controller on a board whose two clocks are in the test's hands: uptime goes on with Run, from wherever it began; UTC is what the
/// test (or the firmware) sets, and unknown until then. Six relays, a meter bus in virtual time, flash that outlives a power cut.
/// </summary>
internal sealed class ClockedDevice : IBoard, IClock, ISystem, INetworkTime
{
    private readonly VirtualLine _line = new();
    private readonly SimulatedRelay[] _relays = [new(), new(), new(), new(), new(), new()];
    private readonly Random _random = new(1);

    public ClockedDevice(long uptimeMs = 0, PowerCutFileStore? flash = null)
    {
        _line.NowUs = uptimeMs * 1000;
        Flash = flash ?? new PowerCutFileStore();
        Controller = new EnergyController(this);
        Front = new WebFront(Controller);
        _ = new MqttFront(Controller);
        Controller.Start(false);
        Front.Open();
    }

    public EnergyController Controller { get; }

    public WebFront Front { get; }

    public VirtualLine Line => _line;

    public PowerCutFileStore Flash { get; }

    /// <summary>UTC minus uptime; null: unknown.</summary>
    public long? UtcAtStartMs { get; set; }

    public bool RefusesToBeSet { get; set; }

    public List<string> NetworkCalls { get; } = [];

    public long NowMs => _line.NowMs;

    public DateTimeOffset Utc
    {
        get => DateTimeOffset.FromUnixTimeMilliseconds(UtcAtStartMs!.Value + NowMs);
        set => UtcAtStartMs = value.ToUnixTimeMilliseconds() - NowMs;
    }

    public string Name => "test";

    public IRelay[] Relays => _relays;

    public ISerialLine Rs485 => _line;

    public IOneWireBus OneWire => null!;

    public IPulseInput[] Pulses => [];

    public IDigitalInput[] Inputs => [];

    public IAnalogInput[] Analogs => [];

    public IConsoleLine Console => null!;

    public IDigitalInput ResetButton => null!;

    public IClock Clock => this;

    public INetworkTime NetworkTime => this;

    public INetwork Network => null!;

    public IFileStore Files => Flash;

    public ISystem System => this;

    public long UptimeMs => NowMs;

    public string BoardName => Name;

    public long FreeHeapBytes => 50_000;

    public long LargestFreeBlockBytes => -1;

    public static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public bool On(int output) => _relays[output].On;

    /// <summary>Every movement of the relay so far: uptime and state.</summary>
    public List<(long AtMs, bool On)> Moves(int output) => _relays[output].Moves;

    /// <summary>Movements as UTC times of the present clock: "+20:00" on, "-04:00" off, seconds where there are any.</summary>
    public string MovesUtc(int output) => string.Join(' ', Moves(output).Select(m =>
    {
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(UtcAtStartMs!.Value + m.AtMs);
        return (m.On ? "+" : "-") + at.ToString(at.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }));

    /// <summary>Stores settings and lets them take effect. Sections as members: "\"events\":[…]".</summary>
    public void Settings(string sections)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{\"version\":1," + sections + "}");
        var fault = new SettingsFault();
        Assert.True(Controller.Store.PutDocument(bytes, 0, bytes.Length, fault) == Wattwarden.Settings.SaveOutcome.Saved, fault.Section + " " + fault.Key + " " + fault.Message);
        Step();
    }

    public void Run(TimeSpan time)
    {
        long untilMs = NowMs + (long)time.TotalMilliseconds;
        while (NowMs < untilMs)
        {
            long dueMs = Step();
            _line.SleepUntil(Math.Min(Math.Max(dueMs, NowMs + 1), untilMs));
        }

        Step();
    }

    public void RunTo(string utc) => Run(At(utc) - Utc);

    /// <summary>One step of the loop at this moment; when it is due again.</summary>
    public long Step()
    {
        foreach (SimulatedRelay relay in _relays) relay.NowMs = NowMs;
        return Controller.Step();
    }

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = (UtcAtStartMs ?? 0) + NowMs;
        return UtcAtStartMs != null;
    }

    public bool TrySetUtc(long unixMs)
    {
        if (!RefusesToBeSet) UtcAtStartMs = (unixMs + 500) / 1000 * 1000 - NowMs;
        return !RefusesToBeSet;
    }

    public void Ask(string server, string fallback) => NetworkCalls.Add($"{NowMs} ask {server} {fallback}");

    public void Remind(string server, string fallback) => NetworkCalls.Add($"{NowMs} remind {server} {fallback}");

    public void Stop() => NetworkCalls.Add($"{NowMs} stop");

    public void Restart() => throw new NotSupportedException();

    public ISignal CreateSignal() => new Signal(this);

    public void FillRandom(byte[] buffer) => _random.NextBytes(buffer);

    public byte[] HmacSha256(byte[] key, byte[] data) => HMACSHA256.HashData(key, data);

    /// <summary>Waiting lets the loop run.</summary>
    private sealed class Signal(ClockedDevice device) : ISignal
    {
        private bool _set;

        public void Set() => _set = true;

        public bool Wait(int timeoutMs)
        {
            if (!_set) device.Step();
            return _set;
        }
    }
}
