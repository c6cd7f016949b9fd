// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A line that answers any read of registers at once and allocates nothing itself: for measuring what the firmware allocates.</summary>
public sealed class StillLine : ISerialLine
{
    private readonly byte[] _waiting = new byte[256];
    private int _from;
    private int _length;

    /// <summary>Of every so many requests one gets no answer; 0: all are answered.</summary>
    public int MuteEvery { get; set; }

    public int Requests { get; private set; }

    public int Available => _length - _from;

    public bool Configure(int bitRate, LineParity parity, int stopBits) => true;

    public int Read(byte[] buffer, int offset, int count)
    {
        count = Math.Min(count, Available);
        Buffer.BlockCopy(_waiting, _from, buffer, offset, count);
        _from += count;
        return count;
    }

    public void DiscardInput() => _from = _length = 0;

    public void Write(byte[] buffer, int offset, int count)
    {
        Requests++;
        _from = _length = 0;
        if (MuteEvery > 0 && Requests % MuteEvery == 0) return;
        int registers = buffer[offset + 5];
        _waiting[0] = buffer[offset];
        _waiting[1] = buffer[offset + 1];
        _waiting[2] = (byte)(registers * 2);
        for (int i = 0; i < registers * 2; i++) _waiting[3 + i] = (byte)i;
        int crc = 0xFFFF;
        for (int i = 0; i < 3 + registers * 2; i++)
        {
            crc ^= _waiting[i];
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
        }

        _length = 5 + registers * 2;
        _waiting[_length - 2] = (byte)crc;
        _waiting[_length - 1] = (byte)(crc >> 8);
    }
}
