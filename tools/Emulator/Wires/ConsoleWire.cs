// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Wattwarden.Emulator.Wires;

/// <summary>
/// The board's console on this computer: a pty made here ("auto") or a serial line that is there. Nobody has to listen: like a UART's, bytes that
/// no one takes are gone.
/// </summary>
public sealed class ConsoleWire : UartWire, IDisposable
{
    public const string Auto = "auto";

    private const int WriteLimitMs = 20;
    private static readonly UartSetup FirstSetup = new(115200, 8, 'N', 1);

    private readonly Lock _gate = new();
    private readonly int _handle;
    private readonly int _farHandle = -1;
    private bool _isClosed;

    public ConsoleWire(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) throw new TtyError($"--console {path}: works on Linux and macOS only");
        Path = path;
        if (path == Auto)
        {
            _handle = Termios.OpenPty(out string farEnd);
            Path = farEnd;
            // Held open, so that the line does not hang up when a tool closes it.
            _farHandle = _handle < 0 ? -1 : Termios.Open(farEnd);
            if (_farHandle >= 0 && Termios.TrySetup(_farHandle, FirstSetup)) return;
        }
        else
        {
            _handle = Termios.Open(path);
            if (_handle >= 0 && Termios.TrySetup(_handle, FirstSetup)) return;
        }

        string reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        Dispose();
        throw new TtyError($"--console {path}: {reason}");
    }

    /// <summary>Where a terminal or a tool connects.</summary>
    public string Path { get; }

    /// <summary>A line of the runtime's own console, which goes out by the same pins.</summary>
    public void Print(string line) => Send(Encoding.UTF8.GetBytes(line + "\r\n"));

    public override void Configure(UartSetup setup)
    {
    }

    public override void Transmit(ReadOnlySpan<byte> bytes, long nowUs) => Send(bytes);

    public override int Receive(Span<byte> into, long nowUs)
    {
        lock (_gate)
        {
            return _isClosed || into.Length == 0 ? 0 : Math.Max(0, Termios.Read(_handle, into));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            if (_handle >= 0) Termios.Close(_handle);
            if (_farHandle >= 0) Termios.Close(_farHandle);
        }
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var limit = Stopwatch.StartNew();
            while (bytes.Length > 0 && !_isClosed && limit.ElapsedMilliseconds < WriteLimitMs)
            {
                int written = Termios.Write(_handle, bytes);
                if (written > 0) bytes = bytes[written..];
                else Thread.Sleep(1);
            }
        }
    }
}
