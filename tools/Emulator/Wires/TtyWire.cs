// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Wattwarden.Emulator.Wires;

/// <summary>The serial line cannot be used; the message says which and what to do.</summary>
public sealed class TtyError(string message) : Exception(message);

/// <summary>
/// The chip's UART on a real serial line: a USB-RS485 adapter or a pty. Linux and macOS. A line that goes away is silence; it is
/// opened again at the next request once it is back.
/// </summary>
public sealed class TtyWire : UartWire, IDisposable
{
    private const int WriteLimitMs = 2000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly BusCounters _counters;
    private UartSetup _setup = new(9600, 8, 'N', 1);
    private int _handle = -1;

    /// <summary>Opens the line at once, so that a wrong path is found before the firmware starts.</summary>
    public TtyWire(string path, BusCounters counters)
    {
        _path = path;
        _counters = counters;
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) throw new TtyError($"--rs485 {path}: real serial lines work on Linux and macOS only");
        if (!TryOpen(out string reason)) throw new TtyError($"--rs485 {path}: {reason}");
    }

    public override void Configure(UartSetup setup)
    {
        lock (_gate)
        {
            _setup = setup;
            if (_handle >= 0 && !Termios.TrySetup(_handle, setup)) Drop();
        }
    }

    public override void Transmit(ReadOnlySpan<byte> bytes, long nowUs)
    {
        lock (_gate)
        {
            if (_handle < 0 && !TryOpen(out _)) return;
            _counters.AddRequest();
            var limit = Stopwatch.StartNew();
            while (bytes.Length > 0 && limit.ElapsedMilliseconds < WriteLimitMs)
            {
                int written = Termios.Write(_handle, bytes);
                if (written > 0)
                {
                    _counters.AddBytes(written);
                    bytes = bytes[written..];
                }
                else if (!IsPassing())
                {
                    Drop();
                    return;
                }
                else
                {
                    Thread.Sleep(1);
                }
            }
        }
    }

    public override int Receive(Span<byte> into, long nowUs)
    {
        lock (_gate)
        {
            if (_handle < 0 || into.Length == 0) return 0;
            int count = Termios.Read(_handle, into);
            if (count > 0)
            {
                _counters.AddBytes(count);
                return count;
            }

            if (count < 0 && !IsPassing()) Drop();
            return 0;
        }
    }

    public void Dispose()
    {
        lock (_gate) Drop();
    }

    private bool TryOpen(out string reason)
    {
        reason = "";
        _handle = Termios.Open(_path);
        if (_handle >= 0 && Termios.TrySetup(_handle, _setup))
        {
            Termios.ForgetInput(_handle);
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        reason = Marshal.GetPInvokeErrorMessage(error) + Advice(error);
        Drop();
        return false;
    }

    private static string Advice(int error) => error switch
    {
        2 => " (is the adapter plugged in? ls /dev/ttyUSB* /dev/ttyACM*)",
        13 => " (add your user to the group that owns it, usually dialout, and log in again)",
        25 => " (this is a file, not a serial line)",
        _ => "",
    };

    private static bool IsPassing() => Marshal.GetLastPInvokeError() is Termios.TryAgain or Termios.TryAgainMac or Termios.Interrupted;

    private void Drop()
    {
        if (_handle >= 0) Termios.Close(_handle);
        _handle = -1;
    }
}
