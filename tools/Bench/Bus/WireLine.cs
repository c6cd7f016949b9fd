// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;
using Wattwarden.Ports;

namespace Wattwarden.Bench.Bus;

/// <summary>The firmware's line on an emulated wire or a real tty, without the emulated chip between: the clock's tick is then the bench's choice.</summary>
internal sealed class WireLine(UartWire wire, Func<long> nowUs) : ISerialLine
{
    private readonly byte[] _received = new byte[512];
    private int _count;

    /// <summary>Moments at which a frame of ours began, in microseconds.</summary>
    public List<long> SentAtUs { get; } = [];

    public int Available
    {
        get
        {
            _count += wire.Receive(_received.AsSpan(_count), nowUs());
            return _count;
        }
    }

    public bool Configure(int bitRate, LineParity parity, int stopBits)
    {
        wire.Configure(new UartSetup(bitRate, 8, parity switch { LineParity.Even => 'E', LineParity.Odd => 'O', _ => 'N' }, stopBits));
        return true;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        count = Math.Min(count, Available);
        Buffer.BlockCopy(_received, 0, buffer, offset, count);
        _count -= count;
        Buffer.BlockCopy(_received, count, _received, 0, _count);
        return count;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        SentAtUs.Add(nowUs());
        wire.Transmit(buffer.AsSpan(offset, count), nowUs());
    }

    public void DiscardInput()
    {
        while (Available > 0) _count = 0;
    }
}
