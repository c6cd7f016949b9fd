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
    private static readonly AsyncLocal<Machine?> Ambient = new();
    private readonly ConcurrentDictionary<string, UartWire> _uarts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The chip that the calling thread belongs to.</summary>
    public static Machine Current => Ambient.Value ?? throw new InvalidOperationException("no emulated chip on this thread: call Machine.Run");

    public ITimeline Time { get; } = time;

    /// <summary>Folder on the host that holds the drive I:.</summary>
    public string FlashFolder { get; } = flashFolder;

    public PinBank Pins { get; } = new();

    /// <summary>What the firmware prints (Console and Debug).</summary>
    public TextWriter Output { get; set; } = TextWriter.Null;

    /// <summary>Where a server on the chip's port may listen on the host; null: the chip has no network.</summary>
    public Func<int, IPEndPoint?> HostEndPoint { get; set; } = _ => null;

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

    /// <summary>Cuts the power (restart false) or restarts. Firmware threads end at their next sleep.</summary>
    public void Stop(bool restart = false)
    {
        if (IsStopping) return;
        RestartAsked = restart;
        IsStopping = true;
        Stopped?.Invoke();
    }

    /// <summary>Called by everything that blocks or loops in the emulated packages.</summary>
    public void CheckPower()
    {
        if (IsStopping) throw new PowerLost(RestartAsked ? "restart" : "power cut");
    }
}
