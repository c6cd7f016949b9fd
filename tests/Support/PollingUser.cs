// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;

namespace Wattwarden.Tests.Support;

/// <summary>A bus user that reads the same registers of one slave again and again; with PeriodMs 0 as often as the bus lets it.</summary>
public sealed class PollingUser : IBusUser
{
    private readonly byte _slave;
    private readonly int _count;

    public PollingUser(byte slave, int count = 10, int periodMs = 0)
    {
        _slave = slave;
        _count = count;
        PeriodMs = periodMs;
    }

    public int PeriodMs { get; set; }

    public int Retries { get; set; } = 1;

    public byte Function { get; set; } = 3;

    /// <summary>False: says that it has nothing to ask, although it is due.</summary>
    public bool HasQuestion { get; set; } = true;

    public long DueAtMs { get; set; }

    public int Filled { get; private set; }

    public int Good { get; set; }

    public int Failed { get; private set; }

    public ModbusStatus Last { get; private set; } = ModbusStatus.Pending;

    public long LastGoodAtMs { get; private set; }

    public long LongestPauseMs { get; private set; }

    public Action<ModbusRequest>? Check { get; set; }

    public bool Fill(ModbusRequest request, long nowMs)
    {
        Filled++;
        if (!HasQuestion) return false;
        request.SetRead(_slave, Function, 100, _count);
        request.Retries = Retries;
        return true;
    }

    public void Completed(ModbusRequest request, long nowMs)
    {
        Last = request.Status;
        if (PeriodMs > 0) DueAtMs += PeriodMs * (1 + Math.Max(0, nowMs - DueAtMs) / PeriodMs);
        if (request.Status != ModbusStatus.Ok)
        {
            Failed++;
            return;
        }

        Check?.Invoke(request);
        if (LastGoodAtMs > 0) LongestPauseMs = Math.Max(LongestPauseMs, nowMs - LastGoodAtMs);
        LastGoodAtMs = nowMs;
        Good++;
    }
}
