// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.BoardCheck
{
    /// <summary>Asks slave 1 for the voltage of L1 as an Eastron meter has it, at the usual line parameters, and tells silence from echo from answer.</summary>
    internal sealed class BusCheck
    {
        private const int AnswerTimeoutMs = 500;
        private const int PollMs = 10;
        private const int AnswerBytes = 9;

        // | 01    | 04       | 00 00   | 00 02 | 71 CB |
        // | slave | function | address | count | CRC   |
        private static readonly byte[] Question = new byte[] { 0x01, 0x04, 0x00, 0x00, 0x00, 0x02, 0x71, 0xCB };
        private static readonly int[] BitRates = new int[] { 9600, 2400, 19200 };

        private readonly ISerialLine _line;
        private readonly IClock _clock;
        private readonly byte[] _received = new byte[64];
        private int _count;

        public BusCheck(IBoard board)
        {
            _line = board.Rs485;
            _clock = board.Clock;
        }

        public bool Run()
        {
            bool answered = false;
            for (int i = 0; i < BitRates.Length && !answered; i++)
            {
                answered = Ask(BitRates[i], LineParity.None) || Ask(BitRates[i], LineParity.Even);
            }

            if (!answered) Console.WriteLine("RS-485: no meter answers as slave 1 (wires A and B swapped, no power, another address or rate)");
            return answered;
        }

        private bool Ask(int bitRate, LineParity parity)
        {
            string what = "RS-485 " + bitRate.ToString() + (parity == LineParity.Even ? " 8E1: " : " 8N1: ");
            if (!_line.Configure(bitRate, parity, 1))
            {
                Console.WriteLine(what + "port does not open");
                return false;
            }

            _line.DiscardInput();
            _line.Write(Question, 0, Question.Length);
            Collect();
            int start = IsEcho() ? Question.Length : 0;
            bool answered = IsAnswer(start);
            Console.WriteLine(what + (answered ? "answer " : _count == 0 ? "silence" : start > 0 ? "echo of the question " : "rubbish ") + Hex());
            return answered;
        }

        private void Collect()
        {
            _count = 0;
            long deadlineMs = _clock.UptimeMs + AnswerTimeoutMs;
            while (_clock.UptimeMs < deadlineMs && _count < _received.Length)
            {
                Thread.Sleep(PollMs);
                _count += _line.Read(_received, _count, _received.Length - _count);
            }
        }

        private bool IsEcho()
        {
            if (_count < Question.Length) return false;
            for (int i = 0; i < Question.Length; i++)
            {
                if (_received[i] != Question[i]) return false;
            }

            return true;
        }

        private bool IsAnswer(int start)
        {
            if (_count < start + AnswerBytes || _received[start] != 1 || _received[start + 1] != 4 || _received[start + 2] != 4) return false;
            int crc = Crc(start, AnswerBytes - 2);
            return _received[start + AnswerBytes - 2] == (byte)crc && _received[start + AnswerBytes - 1] == (byte)(crc >> 8);
        }

        private int Crc(int start, int count)
        {
            int crc = 0xFFFF;
            for (int i = start; i < start + count; i++)
            {
                crc ^= _received[i];
                for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }

            return crc;
        }

        private string Hex()
        {
            TextBuffer text = new TextBuffer(3 * _received.Length);
            for (int i = 0; i < _count; i++)
            {
                text.AppendHex(_received[i]);
                text.Append(' ');
            }

            return text.ToString();
        }
    }
}
