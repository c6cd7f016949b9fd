// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Ports;

namespace Wattwarden.Meters
{
    /// <summary>
    /// Searches the bus for slaves, one request at a time, and asks those that answer who they are. The bus gives it its turn like any module, so
    /// a module waits for at most one of its requests. Any answer counts, a refusal too. Owned by the loop's thread.
    /// </summary>
    public sealed class BusScan : IBusUser
    {
        public const int MostFound = 32;

        private const long Never = long.MaxValue;
        private const int MaxLineFaults = 3;

        // Two registers from 0: the smallest read that meters with 32-bit values allow. Who has none there refuses, which is an answer.
        private const byte FirstFunction = 3;
        private const int FirstCount = 2;

        // What stands in _result beside results of BusScanProbes.
        private const int Answers = BusScanProbes.Unknown;
        private const int Damaged = -2;
        private const int NotIdentifying = -1;

        private readonly byte[] _slave = new byte[MostFound];
        private readonly byte[] _line = new byte[MostFound];
        private readonly sbyte[] _result = new sbyte[MostFound];
        private BusScanOrder _order;
        private int _count;
        private bool _isFull;
        private int _at;
        private int _step = NotIdentifying;
        private bool _repeats;
        private int _lineFaults;

        public long DueAtMs { get; private set; } = Never;

        public BusScanState State { get; private set; }

        /// <summary>Begins a search and forgets the one before. False: one is running.</summary>
        public bool Start(BusScanOrder order, long nowMs)
        {
            if (State == BusScanState.Running) return false;
            _order = order;
            _count = 0;
            _isFull = false;
            _at = 0;
            _step = NotIdentifying;
            _repeats = false;
            _lineFaults = 0;
            State = BusScanState.Running;
            DueAtMs = nowMs;
            return true;
        }

        /// <summary>Ends a search; what it has found stays.</summary>
        public void Stop()
        {
            if (State == BusScanState.Running) End(BusScanState.Stopped);
        }

        public bool Fill(ModbusRequest request, long nowMs)
        {
            if (State != BusScanState.Running) return false;
            int line = Line;
            request.BitRate = _order.BitRate(line);
            request.Parity = _order.Parity(line);
            request.StopBits = _order.StopBits;
            request.TimeoutMs = _order.TimeoutMs;
            request.Retries = 0;
            request.IsProbe = true;
            if (_step == NotIdentifying) request.SetRead(Slave, FirstFunction, 0, FirstCount);
            else BusScanProbes.Fill(request, _step, Slave);
            return true;
        }

        public void Completed(ModbusRequest request, long nowMs)
        {
            if (State != BusScanState.Running) return;
            DueAtMs = nowMs;
            if (request.Status == ModbusStatus.LineBusy) TakeLineFault();
            else if (_step == NotIdentifying) TakeFirst(request.Status);
            else TakeIdentity(request);
        }

        public void CopyTo(BusScanSnapshot into)
        {
            into.State = State;
            into.Count = _count;
            into.IsFull = _isFull;
            into.Total = _order == null ? 0 : _order.Total;
            into.Done = _at;
            for (int i = 0; i < _count; i++)
            {
                into.Slave[i] = _slave[i];
                into.BitRate[i] = _order.BitRate(_line[i]);
                into.Parity[i] = FieldReader.ParityWord(_order.Parity(_line[i]));
                into.StopBits[i] = _order.StopBits;
                bool known = BusScanProbes.IsResult(_result[i]);
                into.Meter[i] = known ? BusScanProbes.Meter(_result[i]) : "";
                into.How[i] = known ? BusScanProbes.How(_result[i]) : _result[i] == Damaged ? "damaged answers: another parity or bit rate, or two devices with this id" : "answers; no meter that is known";
            }
        }

        private int Line => _at / (_order.To - _order.From + 1);

        private byte Slave => (byte)(_order.From + _at % (_order.To - _order.From + 1));

        private void TakeLineFault()
        {
            if (++_lineFaults == MaxLineFaults) End(BusScanState.LineFailed);
        }

        private void TakeFirst(ModbusStatus status)
        {
            _lineFaults = 0;
            if (status < ModbusStatus.Timeout)
            {
                Add(Answers);
                _step = 0;
            }
            else if (status == ModbusStatus.Timeout)
            {
                Advance();
            }
            else if (!_repeats)
            {
                _repeats = true;   // noise is not repeated, two devices in one place are
            }
            else
            {
                Add(Damaged);
                Advance();
            }
        }

        private void TakeIdentity(ModbusRequest request)
        {
            _step = BusScanProbes.Next(_step, request);
            if (_step >= 0 && !BusScanProbes.IsResult(_step)) return;
            if (!_isFull) _result[_count - 1] = (sbyte)_step;
            Advance();
        }

        private void Add(int result)
        {
            _isFull = _count == MostFound;
            if (_isFull) return;
            _slave[_count] = Slave;
            _line[_count] = (byte)Line;
            _result[_count++] = (sbyte)result;
        }

        private void Advance()
        {
            _step = NotIdentifying;
            _repeats = false;
            if (++_at == _order.Total) End(BusScanState.Done);
        }

        private void End(BusScanState state)
        {
            State = state;
            DueAtMs = Never;
        }
    }
}
