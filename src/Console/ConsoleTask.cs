// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// The serial console as a task of the loop: takes what has arrived, answers one line at a time, sends a piece of the answer. People, tools
    /// and Improv share the port. Translates, never decides: docs/reference/console.md.
    /// </summary>
    public sealed class ConsoleTask : ILoopTask
    {
        /// <summary>While nobody talks; the port holds what arrives meanwhile.</summary>
        public const int IdleMs = 100;

        /// <summary>While somebody does, and so long after.</summary>
        public const int BusyMs = 10;
        public const int BusyForMs = 2000;

        private const int PieceBytes = 256;

        private readonly IConsoleLine _line;
        private readonly ConsoleOutput _output = new ConsoleOutput();
        private readonly ConsoleInput _input = new ConsoleInput();
        private readonly HandPort _hand;
        private readonly ToolPort _tool;
        private readonly ImprovPort _improv;
        private readonly byte[] _piece = new byte[PieceBytes];
        private int _pieceAt;
        private int _pieceEnd;
        private long _busyUntilMs = long.MinValue;

        /// <summary>The board must have a console.</summary>
        public ConsoleTask(EnergyController controller)
        {
            _line = controller.Board.Console;
            var wifi = new WifiJoin(controller.Network);
            _hand = new HandPort(controller, _output, wifi);
            _tool = new ToolPort(controller, _output);
            _improv = new ImprovPort(controller, _output, wifi);
        }

        public string Name => "console";

        public long DueAtMs { get; private set; }

        public void Run(long nowMs)
        {
            _input.Expire(nowMs);
            _output.Send(_line);
            if (_output.IsEmpty) Work(nowMs);
            bool isBusy = !_output.IsEmpty || _pieceAt < _pieceEnd || IsBusy || nowMs < _busyUntilMs;
            DueAtMs = nowMs + (isBusy ? BusyMs : IdleMs);
        }

        // An answer goes out before the next line is looked at: that bounds both buffers.
        private void Work(long nowMs)
        {
            if (_hand.IsBusy) _hand.Continue(nowMs);
            else if (_improv.IsBusy) _improv.Continue(nowMs);
            if (IsBusy || !_output.IsEmpty) return;

            if (_pieceAt == _pieceEnd) Receive(nowMs);
            while (_pieceAt < _pieceEnd)
            {
                if (TryAnswer(_piece[_pieceAt++], nowMs)) return;
            }
        }

        private void Receive(long nowMs)
        {
            _pieceAt = 0;
            _pieceEnd = _line.Available > 0 ? _line.Read(_piece, 0, PieceBytes) : 0;
            if (_pieceEnd > 0) _busyUntilMs = nowMs + BusyForMs;
            else _tool.Tidy(nowMs);
        }

        private bool TryAnswer(byte value, long nowMs)
        {
            bool wasTyped = _input.IsTyped;
            Arrived arrived = _input.Take(value, nowMs);
            if (wasTyped || _input.IsTyped) Echo(value);
            if (arrived == Arrived.TooLong) return RefuseLong();
            if (arrived == Arrived.Packet) _improv.Handle(_input.Bytes, _input.Length, nowMs);
            else if (arrived != Arrived.Line || _input.Length == 0) return false;
            else if (_input.Bytes[0] == ToolFrame.Start) _tool.Handle(_input.Bytes, _input.Length, nowMs);
            else _hand.Handle(_input.Bytes, _input.Length, nowMs);
            return true;
        }

        private bool IsBusy => _hand.IsBusy || _improv.IsBusy;

        private bool RefuseLong()
        {
            if (_input.Bytes[0] == ToolFrame.Start) _tool.RefuseLong();
            else _hand.RefuseLong();
            return true;
        }

        private void Echo(byte value)
        {
            if (ConsoleInput.TakesBack(value)) _output.Text.Append("\b \b");
            else if (value == '\r' || value == '\n') _output.Text.Append("\r\n");
            else if (value >= ' ') _output.Text.AppendByte(value);
        }
    }
}
