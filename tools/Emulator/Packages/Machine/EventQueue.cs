// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>
/// The runtime's queue of interrupts. While the firmware runs, an event is handed on at once; while every managed thread stands still they wait,
/// at most 128, and a further one pushes out the oldest (nf-interpreter NativeEventDispatcher::SaveToHALQueue).
/// </summary>
public sealed class EventQueue(Machine machine)
{
    public const int Records = 128;

    private readonly Queue<Action> _waiting = new();

    /// <summary>Events that were pushed out.</summary>
    public long Dropped { get; private set; }

    public void Post(Action handOn)
    {
        if (machine.IsStopping) return;
        if (!machine.StandsStill)
        {
            machine.Run(handOn);
            return;
        }

        lock (_waiting)
        {
            if (_waiting.Count == Records)
            {
                _waiting.Dequeue();
                Dropped++;
            }

            _waiting.Enqueue(handOn);
        }
    }

    internal void HandOn()
    {
        while (true)
        {
            Action next;
            lock (_waiting)
            {
                if (_waiting.Count == 0) return;
                next = _waiting.Dequeue();
            }

            machine.Run(next);
        }
    }
}
