// SPDX-License-Identifier: MIT
namespace Wattwarden.Modbus
{
    /// <summary>
    /// What the line as a whole has shown lately, for a guess at what is wrong with it. Counts are halved now and then, so that what was repaired
    /// is forgotten. Owned by the loop's thread.
    /// </summary>
    public sealed class LineHealth
    {
        /// <summary>Fewer transactions say nothing.</summary>
        public const int Enough = 8;

        private const int HalveAt = 128;

        private int _answers;
        private int _silences;
        private int _damaged;
        private int _strangers;
        private int _busy;

        // Bytes of damaged answers, and how many of them were all zeros or all ones.
        private int _bytes;
        private int _flatBytes;

        /// <summary>What seems to be wrong.</summary>
        public LineHint Hint
        {
            get
            {
                int all = _answers + _silences + _damaged + _strangers + _busy;
                if (all < Enough) return LineHint.None;

                // Frames that nobody asked for, or a line that is never free: somebody else asks too.
                if ((_busy + _strangers) * 4 > all) return LineHint.OtherMaster;
                if (_answers * 4 >= all * 3) return LineHint.None;
                if (_answers == 0 && _damaged == 0) return LineHint.Silent;
                if (_answers == 0) return _flatBytes * 4 > _bytes * 3 ? LineHint.Swapped : LineHint.WrongRate;
                return _damaged > 0 ? LineHint.Disturbed : LineHint.None;
            }
        }

        /// <summary>A transaction is over; sent: it was on the line.</summary>
        public void Add(ModbusRequest request, bool sent)
        {
            switch (request.Status)
            {
                case ModbusStatus.LineBusy:
                    _busy++;
                    break;
                case ModbusStatus.Timeout:
                    if (request.ReceivedLength > 0) Damage(request);
                    else _silences++;
                    break;
                case ModbusStatus.BadCrc:
                    Damage(request);
                    break;
                case ModbusStatus.WrongUnit:
                case ModbusStatus.BadFrame:
                    _strangers++;
                    break;
                default:
                    if (sent) _answers++;
                    break;
            }

            if (_answers + _silences + _damaged + _strangers + _busy >= HalveAt) Halve();
        }

        public void CopyTo(LineHealth other)
        {
            other._answers = _answers;
            other._silences = _silences;
            other._damaged = _damaged;
            other._strangers = _strangers;
            other._busy = _busy;
            other._bytes = _bytes;
            other._flatBytes = _flatBytes;
        }

        private void Damage(ModbusRequest request)
        {
            _damaged++;
            for (int i = 0; i < request.ReceivedLength && i < 16; i++)
            {
                _bytes++;
                if (request.Data[i] == 0 || request.Data[i] == 0xFF) _flatBytes++;
            }
        }

        private void Halve()
        {
            _answers /= 2;
            _silences /= 2;
            _damaged /= 2;
            _strangers /= 2;
            _busy /= 2;
            _bytes /= 2;
            _flatBytes /= 2;
        }
    }
}
