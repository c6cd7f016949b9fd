// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>What a simulated slave sends: these bytes, beginning so long after the last byte of the request.</summary>
public sealed record LineReply(byte[] Bytes, long AfterUs);

/// <summary>
/// A half-duplex RS-485 line with slaves, in virtual time and at the real bit rate. Bytes written leave one after the other; slaves take
/// as a frame what 3.5 characters of silence surround, and see nothing when that silence was missing. The reader sees what has arrived by
/// now, or, with CoarseMs set, by the latest tick, and its clock shows ticks only.
/// </summary>
public sealed class VirtualLine : ISerialLine
{
    private readonly List<(long AtUs, byte Value)> _arriving = new();
    private readonly Queue<byte> _received = new();
    private int _bitRate = 9600;
    private int _stopBits = 1;
    private LineParity _parity;
    private readonly List<(long FromUs, long ToUs)> _talk = new();   // who was or will be on the wire, and when

    /// <summary>As the line is set now.</summary>
    public int BitRate => _bitRate;

    public LineParity Parity => _parity;

    public long NowUs { get; set; }

    /// <summary>Granularity of clock and reading; 0: milliseconds.</summary>
    public int CoarseMs { get; set; }

    public long NowMs => CoarseMs > 0 ? NowUs / 1000 / CoarseMs * CoarseMs : NowUs / 1000;

    /// <summary>Answers to a request frame as slaves see it; none: nobody answers.</summary>
    public Func<byte[], IEnumerable<LineReply>> Slaves { get; set; } = _ => Array.Empty<LineReply>();

    /// <summary>The adapter gives back what it sends.</summary>
    public bool Echoes { get; set; }

    public bool CanOpen { get; set; } = true;

    public List<byte[]> Sent { get; } = new();

    public List<long> SentAtUs { get; } = new();

    /// <summary>Shortest silence before a frame of ours, in microseconds, after anything that was on the line.</summary>
    public long ShortestSilenceUs { get; private set; } = long.MaxValue;

    /// <summary>Frames that slaves could not see as frames, because the silence before was missing.</summary>
    public int Unseen { get; private set; }

    public int Opened { get; private set; }

    public long CharacterNs => (9 + (_parity == LineParity.None ? 0 : 1) + _stopBits) * 1_000_000_000L / _bitRate;

    public long SilenceUs => _bitRate > 19200 ? 1750 : CharacterNs * 7 / 2000;

    public int Available
    {
        get
        {
            Receive();
            return _received.Count;
        }
    }

    public bool Configure(int bitRate, LineParity parity, int stopBits)
    {
        Opened++;
        if (!CanOpen) return false;
        (_bitRate, _parity, _stopBits) = (bitRate, parity, stopBits);
        return true;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        Receive();
        int taken = 0;
        while (taken < count && _received.Count > 0) buffer[offset + taken++] = _received.Dequeue();
        return taken;
    }

    public void DiscardInput()
    {
        Receive();
        _received.Clear();
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        byte[] frame = buffer.AsSpan(offset, count).ToArray();
        long endUs = NowUs + count * CharacterNs / 1000;
        long lastUs = _talk.Where(t => t.FromUs < NowUs).Select(t => t.ToUs).DefaultIfEmpty(long.MinValue / 2).Max();
        ShortestSilenceUs = Math.Min(ShortestSilenceUs, NowUs - lastUs);
        bool isSeen = NowUs - lastUs >= SilenceUs && !_talk.Any(t => t.FromUs >= NowUs && t.FromUs <= endUs);
        Sent.Add(frame);
        SentAtUs.Add(NowUs);
        Receive();
        _arriving.RemoveAll(b => b.AtUs <= endUs);   // nothing is heard while the own driver is on
        _talk.RemoveAll(t => t.ToUs < NowUs - 1_000_000);
        if (Echoes) Schedule(frame, NowUs);
        else _talk.Add((NowUs, endUs));
        if (!isSeen)
        {
            Unseen++;
            return;
        }

        foreach (LineReply reply in Slaves(frame)) Schedule(reply.Bytes, endUs + reply.AfterUs);
    }

    /// <summary>Bytes that arrive on their own.</summary>
    public void Schedule(byte[] bytes, long fromUs)
    {
        for (int i = 0; i < bytes.Length; i++) _arriving.Add((fromUs + (i + 1) * CharacterNs / 1000, bytes[i]));
        if (bytes.Length > 0) _talk.Add((fromUs, fromUs + bytes.Length * CharacterNs / 1000));
        _arriving.Sort((a, b) => a.AtUs.CompareTo(b.AtUs));
    }

    /// <summary>Sleeps as the device does: until that uptime at least, rounded up to a tick, and at least a millisecond.</summary>
    public void SleepUntil(long uptimeMs)
    {
        long stepUs = 1000L * Math.Max(CoarseMs, 1);
        long wakeUs = Math.Max(uptimeMs * 1000, NowUs + 1);
        NowUs = (wakeUs + stepUs - 1) / stepUs * stepUs;
    }

    private void Receive()
    {
        int count = 0;
        while (count < _arriving.Count && _arriving[count].AtUs <= NowUs) _received.Enqueue(_arriving[count++].Value);
        if (count > 0) _arriving.RemoveRange(0, count);
    }
}
