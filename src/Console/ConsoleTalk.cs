// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>One talk over the port: takes what has arrived, answers one line at a time, sends a piece of the answer.</summary>
    internal sealed class ConsoleTalk
    {
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

        public ConsoleTalk(EnergyController controller)
        {
            _line = controller.Board.Console;
            var wifi = new WifiJoin(controller.Network);
            _hand = new HandPort(controller, _output, wifi);
            _tool = new ToolPort(controller, _output);
            _improv = new ImprovPort(controller, _output, wifi);
        }

        /// <summary>Uptime at which the last byte came.</summary>
        public long HeardAtMs { get; private set; }

        /// <summary>True while an answer is on its way, a command goes on, or a line waits.</summary>
        public bool IsBusy => !_output.IsEmpty || _pieceAt < _pieceEnd || GoesOn;

        private bool GoesOn => _hand.IsBusy || _improv.IsBusy;

        public void Step(long nowMs)
        {
            _input.Expire(nowMs);
            _output.Send(_line);
            if (_output.IsEmpty) Work(nowMs);
        }

        // An answer goes out before the next line is looked at: that bounds both buffers.
        private void Work(long nowMs)
        {
            if (_hand.IsBusy) _hand.Continue(nowMs);
            else if (_improv.IsBusy) _improv.Continue(nowMs);
            if (GoesOn || !_output.IsEmpty) return;

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
            if (_pieceEnd > 0) HeardAtMs = nowMs;
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
