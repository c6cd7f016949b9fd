// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace nanoFramework.Emulation;

/// <summary>The levels of the chip's pins. Firmware writes outputs, the simulated house drives inputs; both sides are told of edges.</summary>
public sealed class PinBank
{
    private readonly ConcurrentDictionary<int, bool> _levels = new();
    private readonly ConcurrentDictionary<int, bool> _stuck = new();
    private readonly ConcurrentDictionary<int, bool> _outputs = new();
    private volatile bool _floating;

    /// <summary>An output pin got a level from the firmware.</summary>
    public event Action<int, bool>? Written;

    /// <summary>An input pin got a level from outside.</summary>
    public event Action<int, bool>? Driven;

    /// <summary>Level of a pin; low when nobody has set it.</summary>
    public bool Level(int pin) => _stuck.TryGetValue(pin, out bool stuck) ? stuck : _levels.TryGetValue(pin, out bool level) && level;

    /// <summary>True when somebody has given the pin a level.</summary>
    public bool Known(int pin) => _levels.ContainsKey(pin);

    public void Write(int pin, bool level)
    {
        if (_floating) return;
        _outputs[pin] = true;
        _levels[pin] = level;
        Written?.Invoke(pin, Level(pin));
    }

    public void Drive(int pin, bool level)
    {
        _levels[pin] = level;
        Driven?.Invoke(pin, level);
    }

    /// <summary>The chip is in reset: what it drove floats, and the pull-downs of the board win. Nothing can be written any longer.</summary>
    public void Float()
    {
        _floating = true;
        foreach (int pin in _outputs.Keys)
        {
            if (!_levels.TryGetValue(pin, out bool level) || !level) continue;
            _levels[pin] = false;
            Written?.Invoke(pin, Level(pin));
        }
    }

    /// <summary>A fault: the pin reads this level whatever is written (null: mended).</summary>
    public void Stick(int pin, bool? level)
    {
        if (level is { } l) _stuck[pin] = l;
        else _stuck.TryRemove(pin, out _);
    }
}
