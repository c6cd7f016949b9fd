// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Ports;

namespace Wattwarden.Bench.Step;

/// <summary>
/// Meters on a line at its real speed, for measuring the firmware and not the simulation: all answers are worked out when a question is
/// asked for the first time, so that afterwards an answer is a look-up. Values swing slowly; each register pair is a float.
/// </summary>
internal sealed class MeterFarm(BenchClock clock) : ISerialLine
{
    private const int CharacterUs = 1042;
    private const int Variants = 64;
    private const double SwingWatts = 3000;

    private readonly List<(int Question, byte[][] Answers)> _known = [];
    private readonly int[] _asked = new int[256];
    private byte[] _answer = [];
    private int _taken;
    private long _startsAtUs;

    /// <summary>Of every so many requests one gets no answer; 0: all are answered.</summary>
    public int MuteEvery { get; set; }

    public int Requests { get; private set; }

    public int Available
    {
        get
        {
            long arrived = Math.Clamp((clock.UptimeMs * 1000 - _startsAtUs) / CharacterUs, 0, _answer.Length);
            return (int)arrived - _taken;
        }
    }

    public bool Configure(int bitRate, LineParity parity, int stopBits) => true;

    public int Read(byte[] buffer, int offset, int count)
    {
        count = Math.Min(count, Available);
        Buffer.BlockCopy(_answer, _taken, buffer, offset, count);
        _taken += count;
        return count;
    }

    public void DiscardInput() => _taken += Available;

    public void Write(byte[] buffer, int offset, int count)
    {
        Requests++;
        _taken = 0;
        if (MuteEvery > 0 && Requests % MuteEvery == 0)
        {
            _answer = [];
            return;
        }

        int thinkUs = 20_000 + (int)(Requests * 7_919L % 40_000);
        _startsAtUs = clock.UptimeMs * 1000 + (count * 2 + 7) * CharacterUs / 2 + thinkUs;
        int known = IndexOf(buffer, offset);
        _answer = _known[known].Answers[_asked[known]++ % Variants];
    }

    private int IndexOf(byte[] frame, int at)
    {
        int question = frame[at] << 24 | frame[at + 2] << 16 | frame[at + 3] << 8 | frame[at + 5];
        for (int i = 0; i < _known.Count; i++)
        {
            if (_known[i].Question == question) return i;
        }

        byte[][] answers = new byte[Variants][];
        for (int variant = 0; variant < Variants; variant++) answers[variant] = Answer(frame.AsSpan(at, 6), variant);
        _known.Add((question, answers));
        return _known.Count - 1;
    }

    // slave | function | bytes | registers, high byte first … | CRC
    private static byte[] Answer(ReadOnlySpan<byte> question, int variant)
    {
        int first = question[2] << 8 | question[3];
        int registers = question[5];
        byte[] frame = new byte[5 + registers * 2];
        (frame[0], frame[1], frame[2]) = (question[0], question[1], (byte)(registers * 2));
        for (int pair = 0; pair < registers / 2; pair++)
        {
            double phase = (variant + (first + pair * 2) * 5 + question[0] * 11) * 2 * Math.PI / Variants;
            System.Buffers.Binary.BinaryPrimitives.WriteSingleBigEndian(frame.AsSpan(3 + pair * 4), (float)(SwingWatts * Math.Sin(phase)));
        }

        ushort crc = Crc16.Compute(frame, 0, frame.Length - 2);
        (frame[^2], frame[^1]) = ((byte)crc, (byte)(crc >> 8));
        return frame;
    }
}
