// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Wattwarden.Emulator.Wires;

/// <summary>
/// The few calls that open a serial line raw. The struct termios is a block of bytes here; Linux (glibc and musl, x64 and arm64) and
/// macOS differ in where the control flags lie and in the numbers. macOS numbers are from its termios.h and are not tested.
/// </summary>
internal static unsafe partial class Termios
{
    public const int BlockBytes = 128;
    public const int TryAgain = 11;
    public const int TryAgainMac = 35;
    public const int Interrupted = 4;
    private const int SetNow = 0;

    private static readonly bool Mac = OperatingSystem.IsMacOS();

    // Linux x64/arm64: asm-generic/fcntl.h and termbits.h.  macOS: sys/fcntl.h and sys/termios.h.
    private static readonly int OpenFlags = Mac ? 0x0002 | 0x0004 | 0x20000 : 0x0002 | 0x0800 | 0x0100;   // read-write, non-blocking, no controlling tty
    private static readonly int ControlOffset = Mac ? 16 : 8;
    private static readonly uint Size8 = Mac ? 0x300u : 0x30u;
    private static readonly uint TwoStopBits = Mac ? 0x400u : 0x40u;
    private static readonly uint Receiver = Mac ? 0x800u : 0x80u;
    private static readonly uint ParityOn = Mac ? 0x1000u : 0x100u;
    private static readonly uint ParityOdd = Mac ? 0x2000u : 0x200u;
    private static readonly uint NoModem = Mac ? 0x8000u : 0x800u;
    private static readonly uint HardwareHandshake = Mac ? 0x30000u : 0x80000000u;

    // Bit rate and its code on Linux; macOS takes the bit rate itself.
    private static readonly (int BaudRate, uint Code)[] Speeds =
    [
        (1200, 0x9), (2400, 0xB), (4800, 0xC), (9600, 0xD), (19200, 0xE), (38400, 0xF), (57600, 0x1001), (115200, 0x1002),
    ];

    public static int Open(string path) => open(path, OpenFlags);

    /// <summary>Makes a pty; returns the handle of the near end and the path of the far one. Negative: see the last error.</summary>
    public static int OpenPty(out string farEnd)
    {
        farEnd = "";
        int handle = posix_openpt(OpenFlags);
        if (handle < 0) return handle;
        if (grantpt(handle) == 0 && unlockpt(handle) == 0 && Marshal.PtrToStringUTF8((nint)ptsname(handle)) is { } path)
        {
            farEnd = path;
            return handle;
        }

        Close(handle);
        return -1;
    }

    public static void Close(int handle) => _ = close(handle);

    public static int Read(int handle, Span<byte> into)
    {
        fixed (byte* start = into) return (int)read(handle, start, (nuint)into.Length);
    }

    public static int Write(int handle, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return (int)write(handle, start, (nuint)bytes.Length);
    }

    /// <summary>Throws away what has arrived so far.</summary>
    public static void ForgetInput(int handle) => _ = tcflush(handle, Mac ? 1 : 0);

    /// <summary>Raw 8-bit line with these parameters; false when the system refuses (see the last error).</summary>
    public static bool TrySetup(int handle, UartSetup setup)
    {
        byte* block = stackalloc byte[BlockBytes];
        if (tcgetattr(handle, block) != 0) return false;
        cfmakeraw(block);
        uint* control = (uint*)(block + ControlOffset);
        *control &= ~(TwoStopBits | ParityOn | ParityOdd | HardwareHandshake);
        *control |= Size8 | Receiver | NoModem;
        if (setup.StopBits == 2) *control |= TwoStopBits;
        if (setup.Parity != 'N') *control |= ParityOn;
        if (setup.Parity == 'O') *control |= ParityOdd;
        return TrySpeed(block, setup.BaudRate) && tcsetattr(handle, SetNow, block) == 0;
    }

    private static bool TrySpeed(byte* block, int baudRate)
    {
        foreach ((int known, uint code) in Speeds)
        {
            if (known == baudRate) return cfsetspeed(block, Mac ? (nuint)baudRate : code) == 0;
        }

        return false;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial byte* ptsname(int handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int handle, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int handle, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int handle, byte* termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int handle, int when, byte* termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcflush(int handle, int queue);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte* termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int cfsetspeed(byte* termios, nuint speed);
}
