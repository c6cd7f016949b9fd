// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Modbus
{
    /// <summary>
    /// Finds the answer to one request in whatever has arrived: noise, an echo of the request, answers of others. The first frame that
    /// fits in slave, function, length, echoed fields and checksum is the answer. Knows no time: the master says when to give up.
    /// </summary>
    public sealed class ReplyScanner
    {
        private const int Capacity = 3 * RtuFrame.MaxLength;
        private const int ShortestFrame = RtuFrame.ExceptionLength;

        private readonly byte[] _bytes = new byte[Capacity];
        private int _length;
        private int _from;       // no answer begins before this index
        private int _received;   // bytes since Expect, the echo not counted

        private byte[] _request;
        private int _requestLength;
        private int _replyLength;
        private bool _mayEqualRequest;
        private bool _lineEchoes;

        public byte[] Bytes => _bytes;

        /// <summary>How many of them hold something.</summary>
        public int Length => _length;

        /// <summary>Where the answer begins, once Scan has found it.</summary>
        public int FrameAt => _from;

        /// <summary>A whole copy of the request came back, besides the answer.</summary>
        public bool SawEcho { get; private set; }

        /// <summary>Bytes that have come, the echo not counted.</summary>
        public int Received => _received;

        /// <summary>How many bytes must still come, at least, before a regular answer can be complete.</summary>
        public int Missing => _replyLength - (_length - _from);

        /// <summary>
        /// Starts over for a request whose frame is in sent. lineEchoes decides the one case that bytes cannot: an answer equal to the
        /// request. On an echoing line the first copy is the echo and the second the answer; else the first copy is the answer.
        /// </summary>
        public void Expect(ModbusRequest request, byte[] sent, int sentLength, bool lineEchoes)
        {
            _length = 0;
            _from = 0;
            _received = 0;
            SawEcho = false;
            _request = sent;
            _requestLength = sentLength;
            _replyLength = RtuFrame.ExpectedReplyLength(request);
            _mayEqualRequest = RtuFrame.ReplyMayEqualRequest(request);
            _lineEchoes = lineEchoes;
        }

        /// <summary>Takes over what the line has received; returns how many bytes.</summary>
        public int Take(ISerialLine line)
        {
            int count = line.Available;
            if (count <= 0) return 0;
            if (count > Capacity - _length) Remove(0, _from);
            if (count > Capacity - _length) count = Capacity - _length;
            count = line.Read(_bytes, _length, count);
            _length += count;
            _received += count;
            return count;
        }

        /// <summary>
        /// Ok when the answer is there (at FrameAt), the exception's status when it refuses, Pending when it may still come.
        /// isLast: nothing more will come, so that a beginning that was never finished hides nothing behind it.
        /// </summary>
        public ModbusStatus Scan(bool isLast)
        {
            while (_from < _length)
            {
                int same = SameAsRequest(_from);
                bool isCopy = same == _requestLength;
                if (!isCopy && same == _length - _from && !isLast) return ModbusStatus.Pending;
                if (isCopy && IsEcho())
                {
                    SawEcho = true;
                    Remove(_from, _requestLength);
                    _received -= _requestLength;
                    continue;
                }

                ModbusStatus status = FrameStatus(_from, out bool isUnfinished);
                if (status != ModbusStatus.Pending) return status;
                if (isUnfinished && !isLast) return ModbusStatus.Pending;
                _from++;
            }

            return ModbusStatus.Pending;
        }

        /// <summary>Why there was no answer: Timeout, BadCrc, WrongUnit or BadFrame.</summary>
        public ModbusStatus Explain()
        {
            for (int at = 0; at + ShortestFrame <= _length; at++)
            {
                int length = PlausibleLength(at);
                if (length == 0 || at + length > _length) continue;
                if (Crc16.Compute(_bytes, at, length) == 0) return _bytes[at] == _request[0] ? ModbusStatus.BadFrame : ModbusStatus.WrongUnit;
            }

            return _received < ShortestFrame ? ModbusStatus.Timeout : ModbusStatus.BadCrc;
        }

        private bool IsEcho() => !_mayEqualRequest || (_lineEchoes && !SawEcho);

        private int SameAsRequest(int at)
        {
            int limit = _length - at;
            if (limit > _requestLength) limit = _requestLength;
            int same = 0;
            while (same < limit && _bytes[at + same] == _request[same]) same++;
            return same;
        }

        private ModbusStatus FrameStatus(int at, out bool isUnfinished)
        {
            isUnfinished = false;
            if (_bytes[at] != _request[0]) return ModbusStatus.Pending;
            isUnfinished = true;
            if (at + 1 == _length) return ModbusStatus.Pending;
            byte function = _bytes[at + 1];
            bool isException = function == (_request[1] | RtuFrame.ExceptionFlag);
            int length = isException ? RtuFrame.ExceptionLength : _replyLength;
            bool isPossible = isException || (function == _request[1] && HeaderFits(at));
            isUnfinished = isPossible && at + length > _length;
            if (!isPossible || isUnfinished || Crc16.Compute(_bytes, at, length) != 0) return ModbusStatus.Pending;
            return isException ? ExceptionStatus(_bytes[at + 2]) : ModbusStatus.Ok;
        }

        // Reads repeat the number of bytes; writes repeat address and value or count. Fields that have not come yet are taken to fit.
        private bool HeaderFits(int at)
        {
            if (_request[1] < RtuFrame.WriteCoil) return at + 2 >= _length || _bytes[at + 2] == _replyLength - 5;
            for (int i = 2; i < 6 && at + i < _length; i++)
            {
                if (_bytes[at + i] != _request[i]) return false;
            }

            return true;
        }

        // Codes that the standard does not give (0, 7, 9, 12 and up) are no answer we could act on: they end as BadFrame.
        private static ModbusStatus ExceptionStatus(byte code)
        {
            bool isKnown = (code >= 1 && code <= 6) || code == 8 || code == 10 || code == 11;
            return isKnown ? (ModbusStatus)code : ModbusStatus.BadFrame;
        }

        private int PlausibleLength(int at)
        {
            byte function = _bytes[at + 1];
            if (_bytes[at] > RtuFrame.MaxSlave || function == 0) return 0;
            if (function > RtuFrame.ExceptionFlag) return RtuFrame.ExceptionLength;
            return function < RtuFrame.WriteCoil ? 5 + _bytes[at + 2] : RtuFrame.WriteReplyLength;
        }

        private void Remove(int at, int count)
        {
            _length -= count;
            for (int i = at; i < _length; i++) _bytes[i] = _bytes[i + count];
            if (_from > at) _from -= count;
        }
    }
}
