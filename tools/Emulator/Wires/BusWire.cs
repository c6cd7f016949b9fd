// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.Meters;

namespace Wattwarden.Emulator.Wires;

/// <summary>
/// The RS-485 pair between board and meters at its real speed. A request has reached the slaves when the line has been silent for
/// 3.5 characters behind it; a reply comes one character after the other. Needs no thread: time passes when the board asks.
/// </summary>
public sealed class BusWire(IReadOnlyList<MeterSlave> slaves, BusFaults faults, BusCounters counters, long seed) : UartWire
{
    private const int ThinkFromUs = 20_000;
    private const int ThinkSpanUs = 40_000;
    private const int FixedGapBaudRate = 19_200;
    private const int FixedGapUs = 1750;   // MODBUS over Serial Line V1.02, 2.5.1.1

    private readonly Lock _gate = new();
    private readonly Random _chance = new((int)seed);
    private readonly byte[] _request = new byte[1024];
    private readonly byte[] _reply = new byte[MeterSlave.LongestFrame];
    private readonly Queue<(byte Value, long AtUs)> _incoming = new();
    private UartSetup _setup = new(9600, 8, 'N', 1);
    private int _requestLength;
    private long _requestEndUs;
    private bool _requestSpoiled;
    private long _lastArrivalUs;

    public override void Configure(UartSetup setup)
    {
        lock (_gate)
        {
            // What is on its way at another speed arrives as something else.
            if (setup != _setup) SpoilIncoming();
            _setup = setup;
        }
    }

    public override void Transmit(ReadOnlySpan<byte> bytes, long nowUs)
    {
        lock (_gate)
        {
            Settle(nowUs);
            if (_lastArrivalUs > nowUs && _requestLength == 0 && _incoming.Count > 0) Collide();

            long startUs = Math.Max(nowUs, _requestEndUs);
            for (int i = 0; i < bytes.Length; i++)
            {
                if (_requestLength < _request.Length) _request[_requestLength++] = bytes[i];
                if (faults.Echo) Arrive(bytes[i], startUs + CharactersUs(i + 1));
            }

            _requestEndUs = startUs + CharactersUs(bytes.Length);
            counters.AddBytes(bytes.Length);
        }
    }

    public override int Receive(Span<byte> into, long nowUs)
    {
        lock (_gate)
        {
            Settle(nowUs);
            int count = 0;
            while (count < into.Length && _incoming.TryPeek(out (byte Value, long AtUs) next) && next.AtUs <= nowUs)
            {
                into[count++] = next.Value;
                _incoming.Dequeue();
            }

            counters.AddBytes(count);
            return count;
        }
    }

    public override void Close()
    {
        lock (_gate)
        {
            _incoming.Clear();
            _requestLength = 0;
            _requestSpoiled = false;
        }
    }

    private long GapUs => _setup.BaudRate > FixedGapBaudRate ? FixedGapUs : CharactersUs(7) / 2;

    private long CharactersUs(long count) => count * _setup.BitsPerCharacter * 1_000_000L / _setup.BaudRate;

    // Hands a request over once the silence behind it is long enough.
    private void Settle(long nowUs)
    {
        if (_requestLength == 0 || nowUs < _requestEndUs + GapUs) return;
        counters.AddRequest();
        int length = _requestLength;
        bool spoiled = _requestSpoiled;
        _requestLength = 0;
        _requestSpoiled = false;
        if (faults.Unplugged || spoiled) return;
        length = AddNoise(length);
        foreach (MeterSlave slave in slaves)
        {
            if (!Understands(slave.Model)) continue;
            int replyLength = slave.Answer(_request.AsSpan(0, length), _reply, _requestEndUs + GapUs);
            if (replyLength > 0) Reply(_reply.AsSpan(0, replyLength), _requestEndUs + GapUs);
        }
    }

    // A stop bit more or less is only a pause; another speed or parity makes every byte wrong.
    private bool Understands(MeterModel model) => model.BaudRate == _setup.BaudRate && model.Parity == _setup.Parity && _setup.DataBits == 8;

    private void Reply(ReadOnlySpan<byte> bytes, long askedUs)
    {
        long startUs = askedUs + ThinkFromUs + _chance.Next(ThinkSpanUs) + (faults.SlowReplyMs * 1000L);
        if (faults.StrayLeadingByte) Arrive(0, startUs);
        int sent = 0;
        foreach (byte value in bytes)
        {
            sent++;
            long atUs = startUs + CharactersUs(sent);
            if (_chance.NextDouble() >= faults.Noise)
            {
                Arrive(value, atUs);
                continue;
            }

            switch (_chance.Next(4))
            {
                case 0:
                    break;
                case 1:
                    Arrive(value, atUs);
                    Arrive((byte)_chance.Next(256), atUs);
                    break;
                default:
                    Arrive((byte)(value ^ (1 << _chance.Next(8))), atUs);
                    break;
            }
        }
    }

    private int AddNoise(int length)
    {
        if (faults.Noise <= 0) return length;
        for (int i = 0; i < length; i++)
        {
            if (_chance.NextDouble() < faults.Noise) _request[i] ^= (byte)(1 << _chance.Next(8));
        }

        return length;
    }

    private void Arrive(byte value, long atUs)
    {
        _incoming.Enqueue((value, atUs));
        _lastArrivalUs = atUs;
    }

    // Board and slave speak at once: neither is understood.
    private void Collide()
    {
        SpoilIncoming();
        _requestSpoiled = true;
    }

    private void SpoilIncoming()
    {
        for (int left = _incoming.Count; left > 0; left--)
        {
            (byte value, long atUs) = _incoming.Dequeue();
            _incoming.Enqueue(((byte)(value ^ (1 + _chance.Next(255))), atUs));
        }
    }
}
