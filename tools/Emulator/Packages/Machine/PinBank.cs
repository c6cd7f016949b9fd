// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace nanoFramework.Emulation;

/// <summary>The levels of the chip's pins. Firmware writes outputs, the simulated house drives inputs; both sides are told of edges.</summary>
public sealed class PinBank
{
    private readonly ConcurrentDictionary<int, bool> _levels = new();
    private readonly ConcurrentDictionary<int, bool> _stuck = new();

    /// <summary>An output pin got a level from the firmware.</summary>
    public event Action<int, bool>? Written;

    /// <summary>An input pin got a level from outside.</summary>
    public event Action<int, bool>? Driven;

    /// <summary>Level of a pin; low when nobody has set it.</summary>
    public bool Level(int pin) => _stuck.TryGetValue(pin, out bool stuck) ? stuck : _levels.TryGetValue(pin, out bool level) && level;

    public void Write(int pin, bool level)
    {
        _levels[pin] = level;
        Written?.Invoke(pin, Level(pin));
    }

    public void Drive(int pin, bool level)
    {
        _levels[pin] = level;
        Driven?.Invoke(pin, level);
    }

    /// <summary>A fault: the pin reads this level whatever is written (null: mended).</summary>
    public void Stick(int pin, bool? level)
    {
        if (level is { } l) _stuck[pin] = l;
        else _stuck.TryRemove(pin, out _);
    }
}
