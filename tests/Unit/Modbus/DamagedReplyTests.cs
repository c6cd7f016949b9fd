// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using static Wattwarden.Tests.Support.VirtualLineRunner;

namespace Wattwarden.Tests.Unit.Modbus;

/// <summary>
/// Damages 100 000 answers in every way a line can. Every question gets values of its own (the slave's salt changes each time), so that any
/// mix-up shows. A 16-bit checksum cannot find every damage: where it provably does (see Damage.IsAlwaysFound) not one wrong value is
/// allowed; elsewhere a wrong value must be a true collision, shown by an independent checksum, and collisions are printed and bounded.
/// </summary>
public class DamagedReplyTests
{
    private const int Damages = 100_000;

    private readonly ITestOutputHelper _output;
    private readonly Random _random = new(20_240_917);
    private readonly VirtualLineSlave _slave = new(1);
    private readonly VirtualLine _line;
    private readonly RtuMaster _master;
    private readonly int[] _accepted = new int[(int)Damage.Count];
    private readonly int[] _made = new int[(int)Damage.Count];
    private Damage? _damage;
    private byte[] _onTheLine = [];
    private int _collisions;

    public DamagedReplyTests(ITestOutputHelper output)
    {
        _output = output;
        _line = LineWith();
        _line.Slaves = Answer;
        _master = new RtuMaster(_line);
    }

    private enum Damage
    {
        FlipOneBit,
        FlipTwoBits,
        FlipThreeBits,
        BurstOf16Bits,
        FlipManyBits,
        SwapNeighbours,
        SwapAnyBytes,
        DropByte,
        InsertByte,
        DoubleByte,
        Truncate,
        WrongSlave,
        WrongFunction,
        WrongByteCount,
        EchoOnly,
        EchoBefore,
        StrayByteBefore,
        NoiseBefore,
        NoiseAfter,
        Silence,
        Late,
        Twice,
        OtherSlaveGluedBefore,
        OldShapeGluedBefore,
        Count,
    }

    [Fact]
    public void No_damaged_answer_yields_a_value_that_was_not_sent_for_that_question_and_the_bus_recovers_within_two_polls()
    {
        int faults = 0;
        int recoveredAtOnce = 0;
        int runs = 0;
        while (faults < Damages)
        {
            for (int i = _random.Next(1, 5); i > 0; i--, faults++) Ask((Damage)_random.Next((int)Damage.Count));
            runs++;
            bool first = Ask(null) == ModbusStatus.Ok;
            bool second = Ask(null) == ModbusStatus.Ok;
            Assert.True(second, "the second poll after the last fault must succeed");
            if (first) recoveredAtOnce++;
        }

        for (int i = 0; i < (int)Damage.Count; i++) _output.WriteLine($"{(Damage)i,-22} made {_made[i],5}, accepted with the right values {_accepted[i],5}");
        _output.WriteLine($"{faults} damaged answers in {runs} runs; right at the first poll after {recoveredAtOnce}; {_collisions} true checksum collisions; {_line.NowMs / 1000} s of line time");
        Assert.All(_made, made => Assert.InRange(made, 3_000, int.MaxValue));
        Assert.InRange(recoveredAtOnce, runs * 0.95, runs);
        Assert.InRange(_collisions, 0, 10);
        Assert.Equal(0, _line.Unseen);
        foreach (Damage lost in new[] { Damage.Silence, Damage.EchoOnly, Damage.WrongSlave, Damage.WrongFunction, Damage.WrongByteCount, Damage.Late }) Assert.Equal(0, _accepted[(int)lost]);
        foreach (Damage kept in new[] { Damage.StrayByteBefore, Damage.NoiseAfter, Damage.EchoBefore, Damage.Twice, Damage.OldShapeGluedBefore, Damage.OtherSlaveGluedBefore })
            Assert.InRange(_accepted[(int)kept], _made[(int)kept] * 0.99, _made[(int)kept]);
    }

    [Fact]
    public void Any_damage_to_a_written_value_is_never_taken_for_a_confirmation_of_another_value()
    {
        for (int i = 0; i < 5_000; i++)
        {
            ushort value = (ushort)_random.Next(0x10000);
            ushort confirmed = (ushort)_random.Next(0x10000);
            _line.Slaves = request => request[0] == 1 ? [new LineReply(VirtualLineSlave.Sealed(1, 6, 0, 9, (byte)(confirmed >> 8), (byte)confirmed), 5_000)] : [];
            ModbusStatus status = _master.Run(_line, Write(1, 6, 9, value));
            Assert.Equal(value == confirmed ? ModbusStatus.Ok : ModbusStatus.BadFrame, status);
        }
    }

    private ModbusStatus Ask(Damage? damage)
    {
        _damage = damage;
        _slave.Salt++;
        _slave.ThinkMs = _random.Next(3, 60);
        byte function = (byte)(damage == null && _random.Next(4) == 0 ? 6 : _random.Next(1, 5));
        ModbusRequest request = Read(1, function, _random.Next(60_000), function == 6 ? 1 : _random.Next(1, 4) == 1 ? 2 : _random.Next(1, 40));
        request.Values[0] = (ushort)_random.Next(0x10000);
        // mostly the same shape, so that an old answer would fit
        if (function is 3 or 4) request.Count = _random.Next(3) == 0 ? request.Count : 4;
        if (function <= 2 && request.Count < 24) request.Count += 24;   // enough bits to tell values apart
        ModbusStatus status = _master.Run(_line, request);
        if (damage != null) _made[(int)damage]++;
        if (status != ModbusStatus.Ok || function == 6) return status;
        if (IsRight(request))
        {
            if (damage != null) _accepted[(int)damage]++;
            return status;
        }

        AssertCollision(request, damage);
        return status;
    }

    // Wrong and accepted: only what a 16-bit checksum cannot find may end here, and only bytes that were on the line in one piece for this very question.
    private void AssertCollision(ModbusRequest request, Damage? damage)
    {
        Assert.True(damage != null, "a clean answer gave wrong values");
        Assert.False(IsAlwaysFound(damage!.Value), $"{damage} must always be found");
        byte[] frame = request.Data[(request.DataOffset - 3)..(request.DataOffset + request.DataLength + 2)];
        Assert.Equal(0, VirtualLineSlave.Checksum(frame, 0, frame.Length));
        Assert.True(_onTheLine.AsSpan().IndexOf(frame) >= 0, "the frame was not on the line for this question");
        for (int back = 1; back <= 8; back++) Assert.False(IsRight(request, _slave.Salt - back), "an old answer was taken for the new one");
        _collisions++;
    }

    // polynomial 0x8005: divisible by x + 1, so odd numbers of flips are found; two flips within 32 767 bits; bursts up to 16 bits
    private static bool IsAlwaysFound(Damage damage) => damage switch
    {
        Damage.FlipManyBits or Damage.SwapAnyBytes or Damage.DropByte or Damage.InsertByte or Damage.DoubleByte or Damage.Truncate => false,
        Damage.NoiseBefore or Damage.NoiseAfter or Damage.StrayByteBefore => false,   // noise may form a frame
        _ => true,
    };

    private bool IsRight(ModbusRequest request) => IsRight(request, _slave.Salt);

    private static bool IsRight(ModbusRequest request, int salt)
    {
        for (int i = 0; i < request.Count; i++)
        {
            ushort expected = VirtualLineSlave.Value(1, request.Function, request.Address + i, salt);
            if (request.Function <= 2 ? request.Bit(i) != ((expected & 1) != 0) : request.Register(i) != expected) return false;
        }

        return true;
    }

    private IEnumerable<LineReply> Answer(byte[] request)
    {
        LineReply? clean = _slave.Answer(request).SingleOrDefault();
        if (clean == null) return [];
        LineReply[] replies = _damage == null ? [clean] : Damaged(_damage.Value, request, clean);
        _onTheLine = [.. replies.SelectMany(r => r.Bytes)];
        return replies;
    }

    private LineReply[] Damaged(Damage damage, byte[] request, LineReply clean)
    {
        byte[] bytes = [.. clean.Bytes];
        int at = _random.Next(bytes.Length);
        switch (damage)
        {
            case Damage.FlipOneBit: Flip(bytes, 1); break;
            case Damage.FlipTwoBits: Flip(bytes, 2); break;
            case Damage.FlipThreeBits: Flip(bytes, 3); break;
            case Damage.FlipManyBits: Flip(bytes, _random.Next(2, 20) * 2); break;
            case Damage.BurstOf16Bits: Burst(bytes); break;
            case Damage.SwapNeighbours: Swap(bytes, at, at == 0 ? 1 : at - 1); break;
            case Damage.SwapAnyBytes: Swap(bytes, at, _random.Next(bytes.Length)); break;
            case Damage.DropByte: bytes = [.. bytes[..at], .. bytes[(at + 1)..]]; break;
            case Damage.InsertByte: bytes = [.. bytes[..at], (byte)_random.Next(256), .. bytes[at..]]; break;
            case Damage.DoubleByte: bytes = [.. bytes[..at], bytes[at], .. bytes[at..]]; break;
            case Damage.Truncate: bytes = bytes[..at]; break;
            case Damage.WrongSlave: bytes = Body(bytes, 0, (byte)_random.Next(2, 248)); break;
            case Damage.WrongFunction: bytes = Body(bytes, 1, (byte)(bytes[1] % 4 + 1)); break;
            case Damage.WrongByteCount: bytes = VirtualLineSlave.Sealed([bytes[0], bytes[1], (byte)(bytes[2] + 1), 7, .. bytes[3..^2]]); break;
            case Damage.EchoOnly: return [new LineReply(request, 2_000)];
            case Damage.EchoBefore: return [new LineReply([.. request, .. bytes], clean.AfterUs)];
            case Damage.StrayByteBefore: bytes = [(byte)(_random.Next(2) * bytes[0]), .. bytes]; break;
            case Damage.NoiseBefore: bytes = [.. Noise(), .. bytes]; break;
            case Damage.NoiseAfter: bytes = [.. bytes, .. Noise()]; break;
            case Damage.Silence: return [];
            case Damage.Late: return [new LineReply(bytes, _random.Next(450, 600) * 1000)];
            case Damage.Twice: bytes = [.. bytes, .. bytes]; break;
            case Damage.OtherSlaveGluedBefore: bytes = [.. VirtualLineSlave.Sealed(9, bytes[1], 2, 5, 6), .. bytes]; break;
            case Damage.OldShapeGluedBefore: bytes = [.. VirtualLineSlave.Sealed([1, bytes[1], 100, .. new byte[100]]), .. bytes]; break;
            default: throw new ArgumentOutOfRangeException(nameof(damage));
        }

        return [new LineReply(bytes, clean.AfterUs)];
    }

    private byte[] Noise()
    {
        byte[] noise = new byte[_random.Next(1, 12)];
        _random.NextBytes(noise);
        return noise;
    }

    private void Flip(byte[] bytes, int count)
    {
        var places = new HashSet<int>();
        while (places.Count < count) places.Add(_random.Next(bytes.Length * 8));
        foreach (int place in places) bytes[place / 8] ^= (byte)(1 << (place % 8));
    }

    private void Burst(byte[] bytes)
    {
        int from = _random.Next(bytes.Length * 8 - 16);
        int pattern = _random.Next(1, 0x10000);
        for (int i = 0; i < 16; i++)
        {
            if ((pattern >> i & 1) != 0) bytes[(from + i) / 8] ^= (byte)(1 << ((from + i) % 8));
        }
    }

    private static void Swap(byte[] bytes, int a, int b) => (bytes[a], bytes[b]) = (bytes[b], bytes[a]);

    private static byte[] Body(byte[] bytes, int at, byte value)
    {
        byte[] body = bytes[..^2];
        body[at] = value;
        return VirtualLineSlave.Sealed(body);
    }
}
