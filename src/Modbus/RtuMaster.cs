// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Modbus
{
    /// <summary>
    /// One Modbus RTU transaction at a time on a half-duplex line. Never waits: Begin takes a request, Step moves it on and says when it
    /// wants to be called next. Does not repeat, does not choose whom to ask: that is ModbusBus. Timing rules: docs/reference/modbus.md.
    /// </summary>
    public sealed class RtuMaster
    {
        /// <summary>Pause after a broadcast, in which the slaves work ("MODBUS over Serial Line" V1.02, 2.4.1: 100 to 200 ms).</summary>
        public const int TurnaroundMs = 100;

        /// <summary>How long the line may go on chattering when it should be silent.</summary>
        public const int BabbleMs = 1000;

        /// <summary>How long the echo of a probe may hang in adapters: 16 ms in USB ones, a tick or two here.</summary>
        public const int ProbeMs = 50;

        private const int CoarsestTickMs = 10;
        private const int TickTries = 64;      // a clock that has shown no finer step by then has none
        private const byte ProbeSlave = 248;   // reserved: nobody answers

        private readonly ISerialLine _line;
        private readonly ReplyScanner _reply = new ReplyScanner();
        private readonly LateReplies _late = new LateReplies();
        private readonly byte[] _frame = new byte[RtuFrame.MaxLength + 16];
        private readonly byte[] _probeFrame = new byte[8];
        private readonly ModbusRequest _probe = new ModbusRequest();

        private ModbusRequest _request;
        private Phase _phase = Phase.Idle;
        private Echo _echo = Echo.Unknown;
        private int _frameLength;
        private int _replyLength;
        private int _characterUs;
        private int _gapMs;

        private long _sentAtMs;
        private long _deadlineMs;
        private long _lastByteAtMs;
        private long _babbleLimitMs;
        private long _seenAtMs;
        private int _tickMs = CoarsestTickMs;
        private int _tickTries = TickTries;
        private bool _hasBegun;

        private int _bitRate;
        private LineParity _parity;
        private int _stopBits;

        public RtuMaster(ISerialLine line)
        {
            _line = line;
            _probe.SetRead(ProbeSlave, RtuFrame.ReadHoldingRegisters, 0, 1);
            RtuFrame.Build(_probe, _probeFrame);
        }

        private enum Phase
        {
            Idle,
            Quiet,
            Probing,
            Listening,
            Turnaround,
        }

        private enum Echo
        {
            Unknown,
            No,
            Yes,
        }

        public bool IsBusy => _phase != Phase.Idle;

        /// <summary>True when the latest request went onto the line; false when it was refused, or the line was not free.</summary>
        public bool IsSent { get; private set; }

        /// <summary>
        /// Takes a request; false while another one runs. When IsBusy is still false afterwards the request is already over: it was
        /// refused (Illegal…) or the line could not be opened (LineBusy).
        /// </summary>
        public bool Begin(ModbusRequest request, long nowMs)
        {
            if (IsBusy) return false;
            LearnTick(nowMs);
            IsSent = false;
            _request = request;
            request.Data = _reply.Bytes;
            request.DataOffset = 0;
            request.DataLength = 0;
            request.ReceivedLength = 0;
            request.LatencyMs = 0;
            request.IsEchoed = false;
            request.Status = RtuFrame.Check(request);
            if (request.Status != ModbusStatus.Ok) return true;
            request.Status = Open(request, nowMs) ? ModbusStatus.Pending : ModbusStatus.LineBusy;
            if (request.Status != ModbusStatus.Pending) return true;
            _frameLength = RtuFrame.Build(request, _frame);
            _replyLength = RtuFrame.ExpectedReplyLength(request);
            _babbleLimitMs = Later(nowMs, QuietAtMs()) + BabbleMs;
            _phase = Phase.Quiet;
            return true;
        }

        /// <summary>Does what can be done now. Returns the uptime in milliseconds at which it wants to be called again; long.MaxValue when idle.</summary>
        public long Step(long nowMs)
        {
            LearnTick(nowMs);
            switch (_phase)
            {
                case Phase.Quiet: return AwaitSilence(nowMs);
                case Phase.Probing: return AwaitProbe(nowMs);
                case Phase.Listening: return AwaitReply(nowMs);
                case Phase.Turnaround: return AwaitTurnaround(nowMs);
                default: return long.MaxValue;
            }
        }

        private bool Open(ModbusRequest request, long nowMs)
        {
            if (!_line.Configure(request.BitRate, request.Parity, request.StopBits))
            {
                _bitRate = 0;
                return false;
            }

            bool isSame = request.BitRate == _bitRate && request.Parity == _parity && request.StopBits == _stopBits;
            if (!_hasBegun || !isSame) _lastByteAtMs = nowMs;   // what was on the line before, or at another rate, is not known
            _hasBegun = true;
            _bitRate = request.BitRate;
            _parity = request.Parity;
            _stopBits = request.StopBits;
            _characterUs = LineTiming.CharacterUs(_bitRate, _parity, _stopBits);
            _gapMs = (LineTiming.SilenceUs(_bitRate, _characterUs) + 999) / 1000;
            if (request.GapMs > _gapMs) _gapMs = request.GapMs;
            return true;
        }

        // A moment that reads as n ms may be anything up to n + one tick, so a silence counts only when it is a tick longer than asked for.
        private long QuietAtMs() => Later(_lastByteAtMs + _gapMs + _tickMs, _late.UntilMs(_request.Slave));

        private long AwaitSilence(long nowMs)
        {
            if (_line.Available > 0)
            {
                _line.DiscardInput();
                _lastByteAtMs = nowMs;
            }

            long quietAtMs = QuietAtMs();
            if (nowMs < quietAtMs)
            {
                if (nowMs >= _babbleLimitMs) return Finish(ModbusStatus.LineBusy, nowMs);
                if (_tickMs > 1 && _tickTries > 0)
                {
                    _tickTries--;
                    return nowMs + 1;   // asks for the finest step, to learn what the clock can do
                }

                return quietAtMs < _babbleLimitMs ? quietAtMs : _babbleLimitMs;
            }

            bool mustKnowEcho = _request.Slave != 0 && RtuFrame.ReplyMayEqualRequest(_request);
            return mustKnowEcho && _echo == Echo.Unknown ? SendProbe(nowMs) : Send(nowMs);
        }

        private long SendProbe(long nowMs)
        {
            _reply.Expect(_probe, _probeFrame, _probeFrame.Length, false);
            _line.Write(_probeFrame, 0, _probeFrame.Length);
            _phase = Phase.Probing;
            _lastByteAtMs = EndOfSending(nowMs, _probeFrame.Length);
            _deadlineMs = _lastByteAtMs + ProbeMs;
            return _deadlineMs;
        }

        private long AwaitProbe(long nowMs)
        {
            if (nowMs < _deadlineMs) return _deadlineMs;
            if (_reply.Take(_line) > 0) _lastByteAtMs = nowMs;
            _reply.Scan(true);
            if (_reply.SawEcho) _echo = Echo.Yes;
            else if (_reply.Received == 0) _echo = Echo.No;
            else return Finish(ModbusStatus.BadCrc, nowMs);
            _babbleLimitMs = Later(nowMs, QuietAtMs()) + BabbleMs;
            _phase = Phase.Quiet;
            return AwaitSilence(nowMs);
        }

        private long Send(long nowMs)
        {
            _reply.Expect(_request, _frame, _frameLength, _echo == Echo.Yes);
            _line.Write(_frame, 0, _frameLength);
            IsSent = true;
            _sentAtMs = nowMs;
            _lastByteAtMs = EndOfSending(nowMs, _frameLength);
            if (_replyLength == 0)
            {
                _phase = Phase.Turnaround;
                _deadlineMs = _lastByteAtMs + TurnaroundMs;
                return _deadlineMs;
            }

            _phase = Phase.Listening;
            _deadlineMs = nowMs + AnswerTimeMs();
            long soonest = nowMs + LineTiming.WireMs(_frameLength + _replyLength, _characterUs);
            return soonest < _deadlineMs ? soonest : _deadlineMs;
        }

        private long AwaitReply(long nowMs)
        {
            if (_reply.Take(_line) > 0) _lastByteAtMs = nowMs;
            bool isLast = nowMs >= _deadlineMs;
            ModbusStatus status = _reply.Scan(isLast);
            if (status == ModbusStatus.Pending && isLast) status = _reply.Explain();
            if (status != ModbusStatus.Pending) return FinishReply(status, nowMs);
            int missingMs = _reply.Missing < 1 ? 1 : LineTiming.WireMs(_reply.Missing, _characterUs);
            return nowMs + missingMs < _deadlineMs ? nowMs + missingMs : _deadlineMs;
        }

        private long AwaitTurnaround(long nowMs) => nowMs < _deadlineMs ? _deadlineMs : Finish(ModbusStatus.Ok, nowMs);

        private long FinishReply(ModbusStatus status, long nowMs)
        {
            bool isAnswer = status < ModbusStatus.Timeout;
            _request.ReceivedLength = _reply.Length;
            _request.IsEchoed = _reply.SawEcho;
            if (isAnswer) _request.LatencyMs = (int)(nowMs - _sentAtMs);
            if (status == ModbusStatus.Ok) PointToData();
            LearnEcho(isAnswer);
            // damaged bytes about as many as the answer has were the answer; else it may still come
            bool hasCome = isAnswer || (status == ModbusStatus.BadCrc && _reply.Received >= _replyLength - 2);
            if (!hasCome) _late.Expect(_request.Slave, nowMs + AnswerTimeMs());
            return Finish(status, nowMs);
        }

        private long Finish(ModbusStatus status, long nowMs)
        {
            _phase = Phase.Idle;
            _request.Status = status;
            return nowMs;
        }

        private void PointToData()
        {
            bool isRead = _request.Function < RtuFrame.WriteCoil;
            _request.DataOffset = _reply.FrameAt + 3;
            _request.DataLength = isRead ? _replyLength - 5 : 0;
        }

        // Only the probe may conclude that a line does not echo; one answer without an echo merely makes a "yes" doubtful.
        private void LearnEcho(bool isAnswer)
        {
            bool isLoneCopy = RtuFrame.ReplyMayEqualRequest(_request) && _reply.SawEcho && !isAnswer;
            if (isLoneCopy) _echo = Echo.Unknown;
            else if (_reply.SawEcho) _echo = Echo.Yes;
            else if (isAnswer && _echo == Echo.Yes) _echo = Echo.Unknown;
        }

        // bytes on the wire, thinking, and a tick each for the clock and for the sleep
        private int AnswerTimeMs() =>
            LineTiming.WireMs(_frameLength + _replyLength, _characterUs) + _request.TimeoutMs + 2 * CoarsestTickMs;

        private long EndOfSending(long nowMs, int characters) => nowMs + _tickMs + LineTiming.WireMs(characters, _characterUs);

        // The clock steps by 10 ms on the chip and by 1 ms elsewhere: the smallest step ever seen is never finer than the clock.
        private void LearnTick(long nowMs)
        {
            long step = nowMs - _seenAtMs;
            if (_seenAtMs > 0 && step > 0 && step < _tickMs) _tickMs = (int)step;
            _seenAtMs = nowMs;
        }

        private static long Later(long a, long b) => a > b ? a : b;
    }
}
