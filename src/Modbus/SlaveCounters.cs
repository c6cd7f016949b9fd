// SPDX-License-Identifier: MIT
using System;

namespace Wattwarden.Modbus
{
    /// <summary>
    /// What became of the requests that went onto the line, per slave. Requests are the sum of the five outcomes. Sixteen slaves; a further one
    /// takes the place of the one not asked for longest, first among those that have never answered (so a scan does not displace meters).
    /// </summary>
    public sealed class SlaveCounters
    {
        public const int Slots = 16;

        private readonly byte[] _slave = new byte[Slots];
        private readonly long[] _ok = new long[Slots];
        private readonly long[] _timeouts = new long[Slots];
        private readonly long[] _crcErrors = new long[Slots];
        private readonly long[] _exceptions = new long[Slots];
        private readonly long[] _badFrames = new long[Slots];
        private readonly int[] _lastLatencyMs = new int[Slots];
        private readonly byte[] _lastStatus = new byte[Slots];
        private readonly long[] _askedAtMs = new long[Slots];
        private int _count;

        /// <summary>Slaves known; their slots are 0 to Count - 1.</summary>
        public int Count => _count;

        public byte Slave(int slot) => _slave[slot];

        /// <summary>Frames sent to the slave, repeats included.</summary>
        public long Requests(int slot) => _ok[slot] + _timeouts[slot] + _crcErrors[slot] + _exceptions[slot] + _badFrames[slot];

        public long Ok(int slot) => _ok[slot];

        public long Timeouts(int slot) => _timeouts[slot];

        public long CrcErrors(int slot) => _crcErrors[slot];

        public long Exceptions(int slot) => _exceptions[slot];

        /// <summary>WrongUnit and BadFrame.</summary>
        public long BadFrames(int slot) => _badFrames[slot];

        /// <summary>Milliseconds from the first byte sent to the last one received, at the latest answer.</summary>
        public int LastLatencyMs(int slot) => _lastLatencyMs[slot];

        public ModbusStatus LastStatus(int slot) => (ModbusStatus)_lastStatus[slot];

        /// <summary>What seems to be wrong with the slave.</summary>
        public LineHint Hint(int slot)
        {
            long all = Requests(slot);
            if (all < LineHealth.Enough || _lastStatus[slot] == (byte)ModbusStatus.Ok) return LineHint.None;
            if (_exceptions[slot] * 2 > all) return LineHint.Refuses;
            if (_badFrames[slot] * 2 > all) return LineHint.OtherMaster;
            if (_lastStatus[slot] == (byte)ModbusStatus.BadCrc) return _ok[slot] == 0 ? LineHint.WrongRate : LineHint.Disturbed;
            return _lastStatus[slot] == (byte)ModbusStatus.Timeout ? LineHint.Silent : LineHint.None;
        }

        /// <summary>The slot of a slave; -1 when it is not known.</summary>
        public int IndexOf(byte slave)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_slave[i] == slave) return i;
            }

            return -1;
        }

        /// <summary>Counts one transaction that was on the line.</summary>
        public void Add(byte slave, ModbusStatus status, int latencyMs, long nowMs)
        {
            int slot = IndexOf(slave);
            if (slot < 0) slot = Take(slave);
            _askedAtMs[slot] = nowMs;
            _lastStatus[slot] = (byte)status;
            if (status < ModbusStatus.Timeout) _lastLatencyMs[slot] = latencyMs;
            Outcome(status)[slot]++;
        }

        /// <summary>A snapshot for another thread.</summary>
        public void CopyTo(SlaveCounters other)
        {
            Array.Copy(_slave, other._slave, Slots);
            Array.Copy(_ok, other._ok, Slots);
            Array.Copy(_timeouts, other._timeouts, Slots);
            Array.Copy(_crcErrors, other._crcErrors, Slots);
            Array.Copy(_exceptions, other._exceptions, Slots);
            Array.Copy(_badFrames, other._badFrames, Slots);
            Array.Copy(_lastLatencyMs, other._lastLatencyMs, Slots);
            Array.Copy(_lastStatus, other._lastStatus, Slots);
            Array.Copy(_askedAtMs, other._askedAtMs, Slots);
            other._count = _count;
        }

        private long[] Outcome(ModbusStatus status)
        {
            switch (status)
            {
                case ModbusStatus.Ok: return _ok;
                case ModbusStatus.Timeout: return _timeouts;
                case ModbusStatus.BadCrc: return _crcErrors;
                case ModbusStatus.WrongUnit:
                case ModbusStatus.BadFrame: return _badFrames;
                default: return _exceptions;
            }
        }

        private int Take(byte slave)
        {
            int slot = _count < Slots ? _count++ : Oldest();
            _slave[slot] = slave;
            _ok[slot] = 0;
            _timeouts[slot] = 0;
            _crcErrors[slot] = 0;
            _exceptions[slot] = 0;
            _badFrames[slot] = 0;
            _lastLatencyMs[slot] = 0;
            return slot;
        }

        private int Oldest()
        {
            int oldest = 0;
            for (int i = 1; i < Slots; i++)
            {
                bool isMute = _ok[i] + _exceptions[i] == 0;
                bool isOldestMute = _ok[oldest] + _exceptions[oldest] == 0;
                if (isMute == isOldestMute ? _askedAtMs[i] < _askedAtMs[oldest] : isMute) oldest = i;
            }

            return oldest;
        }
    }
}
