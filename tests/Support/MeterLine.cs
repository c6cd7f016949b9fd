// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A bus in virtual time: gives the most overdue module its turn, carries its request as bytes to the devices and the answer back.</summary>
public sealed class MeterLine(IReadOnlyList<MeterModule> modules, params RegisterDevice[] devices)
{
    private readonly ModbusRequest _request = new();

    /// <summary>How long the devices think.</summary>
    public int ThinkMs { get; set; } = 20;

    public long NowMs { get; set; } = 1000;

    public ModbusRequest Request => _request;

    public void Run(long ms)
    {
        long endMs = NowMs + ms;
        while (NowMs < endMs)
        {
            MeterModule module = modules.OrderBy(m => m.DueAtMs).First();
            if (module.DueAtMs > NowMs) NowMs = Math.Min(endMs, module.DueAtMs);
            else Exchange(module);
        }
    }

    /// <summary>One request of a module that is due.</summary>
    public void Exchange(MeterModule module)
    {
        if (!module.Fill(_request, NowMs))
        {
            NowMs++;
            return;
        }

        byte[] frame = RtuFrames.Read(_request.Slave, _request.Function, _request.Address, _request.Count);
        int bits = 9 + _request.StopBits + (_request.Parity == LineParity.None ? 0 : 1);
        byte[] reply = devices.Select(d => d.Answer(frame)).FirstOrDefault(r => r.Length > 0) ?? [];
        if (reply.Length == 0)
        {
            NowMs += (long)(_request.Retries + 1) * (_request.TimeoutMs + frame.Length * bits * 1000 / _request.BitRate);
            _request.Status = ModbusStatus.Timeout;
        }
        else
        {
            NowMs += ThinkMs + _request.GapMs + (frame.Length + reply.Length + 7) * bits * 1000 / _request.BitRate;
            Take(reply);
        }

        module.Completed(_request, NowMs);
    }

    private void Take(byte[] reply)
    {
        bool refused = reply[1] >= 0x80;
        _request.Status = refused ? (ModbusStatus)reply[2] : ModbusStatus.Ok;
        _request.Data = reply;
        _request.DataOffset = 3;
        _request.DataLength = refused ? 0 : reply[2];
    }
}
