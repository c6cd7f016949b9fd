// SPDX-License-Identifier: MIT
extern alias nano;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>Clock, files, system and the count of quick restarts.</summary>
public sealed class NanoPortsTests : IDisposable
{
    private readonly TestChip _chip = new();
    private readonly byte[] _buffer = new byte[64];

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void Utc_is_unknown_until_somebody_has_set_it() => _chip.Run(() =>
    {
        NanoClock clock = new();
        Assert.False(clock.TryGetUtc(out _));
        _chip.Time.Utc = new DateTimeOffset(2026, 3, 29, 1, 0, 0, 250, TimeSpan.Zero);
        Assert.True(clock.TryGetUtc(out long unixMs));
        Assert.Equal(_chip.Time.Utc.ToUnixTimeMilliseconds(), unixMs);
        _chip.Time.Sleep(1230);
        Assert.Equal(1230, clock.UptimeMs);
    });

    [Fact]
    public void Files_are_written_read_and_deleted() => _chip.Run(() =>
    {
        FileStore files = new(@"I:\");
        Assert.Equal(-1, files.Read("a.bin", _buffer));
        Assert.True(files.Write("a.bin", [1, 2, 3, 4], 3));
        Assert.Equal(3, files.Read("a.bin", _buffer));
        Assert.Equal(new byte[] { 1, 2, 3, 0 }, _buffer[..4]);
        Assert.Equal(-2, files.Read("a.bin", new byte[2]));
        Assert.True(files.Write("a.bin", [9], 1));
        Assert.Equal(1, files.Read("a.bin", _buffer));
        Assert.True(files.Delete("a.bin"));
        Assert.True(files.Delete("a.bin"));
        Assert.Equal(-1, files.Read("a.bin", _buffer));
    });

    [Fact]
    public void A_drive_that_is_full_or_worn_refuses_without_losing_what_it_has() => _chip.Run(() =>
    {
        FileStore files = new(@"I:\");
        files.Write("a.bin", [1], 1);
        _chip.Machine.Flash.CapacityBytes = 10;
        Assert.False(files.Write("a.bin", new byte[11], 11));
        Assert.Equal(1, files.Read("a.bin", _buffer));
        _chip.Machine.Flash.Refuses = true;
        Assert.False(files.Write("a.bin", [2], 1));
        Assert.False(files.Delete("a.bin"));
        Assert.Equal(-1, new FileStore(@"D:\").Read("a.bin", _buffer) + 1);
    });

    [Fact]
    public void A_file_has_a_limit() => _chip.Run(() =>
        Assert.False(new FileStore(@"I:\").Write("a.bin", new byte[32 * 1024 + 1], 32 * 1024 + 1)));

    // Key and data of test case 2 in RFC 4231.
    [Fact]
    public void The_hash_is_hmac_sha_256() => _chip.Run(() =>
        Assert.Equal("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
            Convert.ToHexString(System().HmacSha256("Jefe"u8.ToArray(), "what do ya want for nothing?"u8.ToArray()))));

    [Fact]
    public void Random_bytes_fill_the_buffer_and_differ() => _chip.Run(() =>
    {
        NanoSystem system = System();
        byte[] one = new byte[70];
        byte[] other = new byte[70];
        system.FillRandom(one);
        system.FillRandom(other);
        Assert.NotEqual(one, other);
        Assert.NotEqual(one[..32], one[32..64]);
        Assert.Contains(one[64..], b => b != 0);
    });

    [Fact]
    public void Three_starts_shorter_than_a_minute_lead_to_safe_mode_which_tries_again_after_ten_minutes()
    {
        long[] lastsMs = [QuickRestarts.LastingMs - 1, 0, QuickRestarts.LastingMs - 1, QuickRestarts.SafeModeMs - 1, QuickRestarts.SafeModeMs, 0];
        bool[] safe = new bool[lastsMs.Length];
        bool[] restarted = new bool[lastsMs.Length];
        for (int start = 0; start < lastsMs.Length; start++)
        {
            _chip.Run(() => Start(lastsMs[start], out safe[start]));
            restarted[start] = _chip.Machine.RestartAsked;
            _chip.PowerCycle();
        }

        Assert.Equal([false, false, false, true, true, false], safe);
        Assert.Equal([false, false, false, false, true, false], restarted);
    }

    [Fact]
    public void A_start_that_lasts_a_minute_ends_the_row_of_quick_ones()
    {
        long[] lastsMs = [0, 0, QuickRestarts.LastingMs, 0, 0, 0];
        foreach (long ms in lastsMs)
        {
            bool safe = true;
            _chip.Run(() => Start(ms, out safe));
            Assert.False(safe);
            _chip.PowerCycle();
        }
    }

    [Fact]
    public void A_restart_on_request_is_not_a_quick_one()
    {
        for (int start = 0; start < 5; start++)
        {
            bool safe = false;
            _chip.Run(() =>
            {
                safe = new QuickRestarts(new FileStore(@"I:\")).SafeMode;
                System().Restart();
            });
            Assert.False(safe);
            Assert.True(_chip.Machine.RestartAsked);
            _chip.PowerCycle();
        }
    }

    // A restart ends the chip's run here, so the answer comes out before.
    private static void Start(long lastsMs, out bool safeMode)
    {
        QuickRestarts restarts = new(new FileStore(@"I:\"));
        safeMode = restarts.SafeMode;
        restarts.Note(lastsMs, System());
    }

    private static NanoSystem System() => new("test board", new FileStore(@"I:\"));
}
