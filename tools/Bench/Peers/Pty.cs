// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Wattwarden.Bench.Peers;

/// <summary>A pseudo terminal (Linux): one end is a tty with a path, this is the other end. Reading and writing here never waits.</summary>
internal sealed unsafe partial class Pty : IDisposable
{
    private const int ReadWriteNoTtyNonBlocking = 0x0002 | 0x0100 | 0x0800;   // asm-generic/fcntl.h

    private readonly int _handle;

    public Pty()
    {
        _handle = posix_openpt(ReadWriteNoTtyNonBlocking);
        if (_handle < 0 || grantpt(_handle) != 0 || unlockpt(_handle) != 0) throw new BenchError("no pseudo terminal: " + Marshal.GetLastPInvokeErrorMessage());
        Path = Marshal.PtrToStringUTF8(ptsname(_handle))!;
    }

    /// <summary>Path of the tty.</summary>
    public string Path { get; }

    /// <summary>Takes what has been written into the tty; 0: nothing.</summary>
    public int Read(Span<byte> into)
    {
        fixed (byte* start = into) return Math.Max(0, (int)read(_handle, start, (nuint)into.Length));
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) _ = write(_handle, start, (nuint)bytes.Length);
    }

    /// <summary>Sleeps finer than Thread.Sleep does.</summary>
    public static void SleepUs(long us)
    {
        if (us <= 0) return;
        Duration duration = new((nint)(us / 1_000_000), (nint)(us % 1_000_000 * 1000));
        _ = nanosleep(&duration, null);
    }

    public void Dispose() => _ = close(_handle);

    private readonly record struct Duration(nint Seconds, nint Nanoseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int handle);

    [LibraryImport("libc")]
    private static partial nint ptsname(int handle);

    [LibraryImport("libc")]
    private static partial nint read(int handle, byte* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial nint write(int handle, byte* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial int close(int handle);

    [LibraryImport("libc")]
    private static partial int nanosleep(Duration* duration, Duration* rest);
}
