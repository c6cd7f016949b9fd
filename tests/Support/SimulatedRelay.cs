// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A relay with a coil and a contact: the contact follows after a while, and may weld, lose its coil or fall off.</summary>
internal sealed class SimulatedRelay : IRelay
{
    private bool _coil;
    private bool _contact;
    private long _coilAtMs;

    public long NowMs;
    public long TravelMs;
    public bool RefusesCommands;
    public bool CannotBeRead;
    public bool Welded;
    public int Commands;

    /// <summary>Every change of the contact: when, and to what.</summary>
    public readonly List<(long AtMs, bool On)> Moves = [];

    public bool On
    {
        get
        {
            Settle();
            return _contact;
        }
    }

    public bool TrySet(bool on)
    {
        Settle();
        Commands++;
        if (RefusesCommands) return false;
        if (_coil != on) _coilAtMs = NowMs;
        _coil = on;
        Settle();
        return true;
    }

    public bool TryGet(out bool on)
    {
        Settle();
        on = _contact;
        return !CannotBeRead;
    }

    /// <summary>The contact (and coil latch) changes though nobody asked.</summary>
    public void Flip()
    {
        Settle();
        _coil = !_contact;
        Move(!_contact);
    }

    private void Settle()
    {
        if (Welded || _coil == _contact || NowMs < _coilAtMs + TravelMs) return;
        Move(_coil);
    }

    private void Move(bool on)
    {
        _contact = on;
        Moves.Add((NowMs, on));
    }
}
