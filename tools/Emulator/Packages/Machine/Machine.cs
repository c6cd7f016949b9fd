// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Net;

namespace nanoFramework.Emulation;

/// <summary>Thrown into firmware threads when the emulated chip loses power or restarts. Firmware never sees it on a real chip.</summary>
public sealed class PowerLost(string reason) : Exception(reason);

/// <summary>
/// One emulated chip: time, pins, UARTs, flash and the sockets it may open. The emulated packages find theirs through
/// <see cref="Current"/>, which flows into the threads that the firmware starts, so many chips can live in one process.
/// </summary>
public sealed class Machine(ITimeline time, string flashFolder)
{
    private const int TickMs = 10;

    private static readonly AsyncLocal<Machine?> Ambient = new();
    private readonly long _poweredAtUs = time.NowUs;
    private readonly ConcurrentDictionary<string, UartWire> _uarts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, object> _claims = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<int, int> _pinFunctions = new();
    private OneWireWire? _oneWire;
    private readonly ConcurrentDictionary<int, Func<int>> _analogs = new();
    private readonly ConcurrentDictionary<Type, object> _statics = new();
    private EventQueue? _events;

    /// <summary>The chip that the calling thread belongs to.</summary>
    public static Machine Current => Ambient.Value ?? throw new InvalidOperationException("no emulated chip on this thread: call Machine.Run");

    public ITimeline Time { get; } = time;

    /// <summary>Microseconds since this chip was powered or restarted.</summary>
    public long UptimeUs => Time.NowUs - _poweredAtUs;

    /// <summary>What the chip's UTC clock shows, after whatever its NTP client has done to it until now.</summary>
    public DateTimeOffset Utc
    {
        get
        {
            Sntp.CatchUp();
            return Time.Utc;
        }

        set
        {
            Sntp.CatchUp();
            Time.Utc = value;
        }
    }

    /// <summary>The chip's NTP client, and the servers that it can reach.</summary>
    public SntpClient Sntp { get; } = new(time);

    /// <summary>The chip's network interface, and what it is connected to.</summary>
    public NetworkChip Interface { get; } = new(time, flashFolder);

    /// <summary>The drive I:, a folder on the host.</summary>
    public FlashDrive Flash { get; } = new(flashFolder);

    /// <summary>Folder on the host that holds the drive I:.</summary>
    public string FlashFolder => Flash.Folder;

    public PinBank Pins { get; } = new();

    public ChipNetwork Network { get; } = new();

    /// <summary>Interrupts on their way to the firmware.</summary>
    public EventQueue Events => _events ??= new EventQueue(this);

    /// <summary>True while no managed thread of the chip runs: a native call blocks.</summary>
    public bool StandsStill { get; private set; }

    /// <summary>What the firmware prints (Console and Debug).</summary>
    public TextWriter Output { get; set; } = TextWriter.Null;

    /// <summary>Where a server on the chip's port may listen on the host; null: the chip has no network.</summary>
    public Func<int, IPEndPoint?> HostEndPoint { get; set; } = _ => null;

    /// <summary>False: TCP connections from outside to the chip wait, and those of the chip to a broker.</summary>
    public Func<bool> IsReachable { get; set; } = () => true;

    /// <summary>Managed heap that GC.Run reports as free. The default is what a WROVER leaves.</summary>
    public uint FreeHeapBytes { get; set; } = 3_500_000;

    /// <summary>Name that SystemInfo.TargetName gives.</summary>
    public string TargetName { get; set; } = "ESP32_PSRAM_REV3";

    /// <summary>True once power is gone or a restart was asked for: every firmware thread ends at its next sleep.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>True when the firmware asked for a restart, false when power was cut from outside.</summary>
    public bool RestartAsked { get; private set; }

    /// <summary>Runs when the chip stops, once: servers close their sockets here.</summary>
    public event Action? Stopped;

    public void ConnectUart(string portName, UartWire wire) => _uarts[portName] = wire;

    public bool TryGetUart(string portName, out UartWire? wire) => _uarts.TryGetValue(portName, out wire);

    /// <summary>Solders a 1-Wire bus to the chip's host.</summary>
    public void ConnectOneWire(OneWireWire wire) => _oneWire = wire;

    public bool TryGetOneWire(out OneWireWire? wire) => (wire = _oneWire) is not null;

    /// <summary>Lays a voltage on a channel of the converter: gives its raw reading at the moment of the call.</summary>
    public void ConnectAnalog(int channel, Func<int> raw) => _analogs[channel] = raw;

    /// <summary>Raw reading of a channel; 0 where nothing is connected.</summary>
    public int ReadAnalog(int channel) => _analogs.TryGetValue(channel, out Func<int>? raw) ? raw() : 0;

    /// <summary>A native call that blocks, for example a name look-up: time passes and no thread of the firmware runs. Call it on a firmware thread.</summary>
    public void StandStill(int milliseconds)
    {
        StandsStill = true;
        // Tick by tick, so that what happens around the chip meanwhile happens in its order.
        for (; milliseconds > 0; milliseconds -= TickMs) Time.Sleep(Math.Min(TickMs, milliseconds));
        StandsStill = false;
        Events.HandOn();
    }

    /// <summary>Runs firmware code as this chip, on the calling thread, until it returns or loses power.</summary>
    public void Run(Action firmware)
    {
        Machine? before = Ambient.Value;
        Ambient.Value = this;
        try
        {
            firmware();
        }
        catch (PowerLost)
        {
        }
        finally
        {
            Ambient.Value = before;
        }
    }

    /// <summary>Takes something of which the chip has one (a UART, a pin). False when it is taken.</summary>
    public bool TryClaim(string what, object owner) => _claims.TryAdd(what, owner);

    /// <summary>Gives it back; only its owner can.</summary>
    public void Release(string what, object owner) => _claims.TryRemove(KeyValuePair.Create(what, owner));

    /// <summary>What a package keeps in a static: one for each chip, though many chips share this process.</summary>
    public T Static<T>(Func<T> create)
        where T : class => (T)_statics.GetOrAdd(typeof(T), _ => create());

    /// <summary>Routes a chip function (its number in DeviceFunction) to a pin, as Configuration.SetPinFunction does.</summary>
    public void SetPinFunction(int function, int pin) => _pinFunctions[function] = pin;

    /// <summary>Pin of a chip function; -1 when none is set.</summary>
    public int PinOf(int function) => _pinFunctions.TryGetValue(function, out int pin) ? pin : -1;

    /// <summary>Prints a line of the firmware.</summary>
    public void Print(string? line, bool endLine = true)
    {
        if (IsStopping) return;
        lock (_claims)
        {
            Output.Write(line);
            if (endLine) Output.WriteLine();
        }
    }

    /// <summary>Cuts the power (restart false) or restarts. Firmware threads end at their next sleep.</summary>
    public void Stop(bool restart = false)
    {
        lock (_claims)
        {
            if (IsStopping) return;
            RestartAsked = restart;
            IsStopping = true;
        }

        Pins.Float();
        Time.Wake();
        Stopped?.Invoke();
    }

    /// <summary>Keeps a thread of the chip that waits for the world; not a sleep, so it moves no virtual time.</summary>
    public void WaitUntilReachable()
    {
        for (; !IsReachable(); Thread.Sleep(TickMs)) CheckPower();
    }

    /// <summary>Called by everything that blocks or loops in the emulated packages. Waits while the chip stands still.</summary>
    public void CheckPower()
    {
        while (StandsStill && !IsStopping) Time.Sleep(TickMs);
        if (IsStopping) throw new PowerLost(RestartAsked ? "restart" : "power cut");
    }
}
