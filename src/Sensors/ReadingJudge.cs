// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;

namespace Wattwarden.Sensors
{
    /// <summary>
    /// Decides which scratchpads are believed. A CRC of 8 bits lets 1 of 256 of wide damage pass, so it is not trusted alone:
    /// 1. the bytes that never change in one sensor must be those of the scratchpad believed last; nine bytes count only when they were read twice in the same form: twice in this round, or as the ones believed last;
    /// 2. exactly 85 °C counts only near a value of the last minute, and not with the mark of power-on;
    /// 3. a value far from the one before, or with none before, counts when the next measurement agrees with it.
    /// Knows no bus and no point. Allocates nothing after construction.
    /// </summary>
    public sealed class ReadingJudge
    {
        /// <summary>A value may differ from the one before by this much and 1 K for each second in between.</summary>
        public const int StepMilli = 3000;

        private const int MaxStepMilli = 20000;
        private const int NearPowerOnMilli = 5000;
        private const int NearPowerOnMs = 60000;
        private const int PowerOnMilli = 85000;

        private readonly byte[] _pads;        // believed last, nine bytes for each sensor
        private readonly bool[] _hasPad;
        private readonly byte[] _pending = new byte[Scratchpad.Length];
        private readonly int[] _goodMilli;
        private readonly long[] _goodAtMs;    // -1: none
        private readonly int[] _suspectMilli;
        private readonly long[] _suspectAtMs; // -1: none
        private bool _hasPending;

        public ReadingJudge(int sensors)
        {
            _pads = new byte[sensors * Scratchpad.Length];
            _hasPad = new bool[sensors];
            _goodMilli = new int[sensors];
            _goodAtMs = new long[sensors];
            _suspectMilli = new int[sensors];
            _suspectAtMs = new long[sensors];
            for (int i = 0; i < sensors; i++) Forget(i);
        }

        /// <summary>Thousandths of °C of what was believed last.</summary>
        public int Milli { get; private set; }

        /// <summary>Why the last look did not end in a value.</summary>
        public MissReason Reason { get; private set; }

        /// <summary>Another device, or a long time: nothing before counts.</summary>
        public void Forget(int sensor)
        {
            _hasPad[sensor] = false;
            _goodAtMs[sensor] = -1;
            _suspectAtMs[sensor] = -1;
        }

        /// <summary>A new measurement, or another sensor, is about to be read.</summary>
        public void Begin() => _hasPending = false;

        /// <summary>Looks at nine bytes. resolutionBits: what the sensor was told to measure with; 0: whatever it has.</summary>
        public ReadingVerdict Look(int sensor, byte[] pad, int family, int resolutionBits, long nowMs)
        {
            Reason = (MissReason)(byte)Scratchpad.Check(pad, family);
            if (Reason == MissReason.None && !HasItsOwnBytes(sensor, pad)) Reason = MissReason.BadPattern;
            if (Reason != MissReason.None) return ReadingVerdict.ReadAgain;
            if (!IsSecondTime(sensor, pad))
            {
                System.Array.Copy(pad, 0, _pending, 0, Scratchpad.Length);
                _hasPending = true;
                Reason = MissReason.Unsteady;
                return ReadingVerdict.ReadAgain;
            }

            if (resolutionBits != 0 && Scratchpad.ResolutionBits(pad, family) != resolutionBits) return Refuse(MissReason.Restarted);
            if (Scratchpad.IsPowerOnValue(pad, family) && !MayBe85(sensor, pad, family, nowMs)) return Refuse(MissReason.PowerOn);
            return Weigh(sensor, pad, Scratchpad.Milli(pad, family), nowMs);
        }

        // Alarm limits, reserved byte and count per degree never change in one sensor: they carry most of the proof that the CRC cannot give.
        private bool HasItsOwnBytes(int sensor, byte[] pad)
        {
            if (!_hasPad[sensor]) return true;
            int own = sensor * Scratchpad.Length;
            return pad[2] == _pads[own + 2] && pad[3] == _pads[own + 3] && pad[5] == _pads[own + 5] && pad[7] == _pads[own + 7];
        }

        private bool IsSecondTime(int sensor, byte[] pad) =>
            (_hasPending && AreSame(pad, _pending, 0)) || (_hasPad[sensor] && AreSame(pad, _pads, sensor * Scratchpad.Length));

        private bool MayBe85(int sensor, byte[] pad, int family, long nowMs)
        {
            if (_goodAtMs[sensor] < 0 || nowMs - _goodAtMs[sensor] > NearPowerOnMs) return false;
            if (Distance(_goodMilli[sensor], PowerOnMilli) > NearPowerOnMilli) return false;
            if (family == SensorFamily.Ds18s20 || Scratchpad.HasMeasuredMark(pad, 0)) return true;
            // A part that marked its last value as measured would have marked this one too.
            return !Scratchpad.HasMeasuredMark(_pads, sensor * Scratchpad.Length);
        }

        private ReadingVerdict Weigh(int sensor, byte[] pad, int milli, long nowMs)
        {
            bool isNear = _goodAtMs[sensor] >= 0 && Distance(milli, _goodMilli[sensor]) <= Allowed(nowMs - _goodAtMs[sensor]);
            bool isRepeated = _suspectAtMs[sensor] >= 0 && nowMs > _suspectAtMs[sensor]
                && Distance(milli, _suspectMilli[sensor]) <= Allowed(nowMs - _suspectAtMs[sensor]);
            if (!isNear && !isRepeated)
            {
                _suspectMilli[sensor] = milli;
                _suspectAtMs[sensor] = nowMs;
                return Refuse(MissReason.Jump);
            }

            System.Array.Copy(pad, 0, _pads, sensor * Scratchpad.Length, Scratchpad.Length);
            _hasPad[sensor] = true;
            _goodMilli[sensor] = milli;
            _goodAtMs[sensor] = nowMs;
            _suspectAtMs[sensor] = -1;
            Milli = milli;
            return ReadingVerdict.Believed;
        }

        private ReadingVerdict Refuse(MissReason reason)
        {
            Reason = reason;
            return ReadingVerdict.Refused;
        }

        private static int Allowed(long elapsedMs)
        {
            long allowed = StepMilli + elapsedMs;
            return allowed > MaxStepMilli ? MaxStepMilli : (int)allowed;
        }

        private static int Distance(int one, int other) => one > other ? one - other : other - one;

        private static bool AreSame(byte[] pad, byte[] others, int offset)
        {
            for (int i = 0; i < Scratchpad.Length; i++)
            {
                if (pad[i] != others[offset + i]) return false;
            }

            return true;
        }
    }
}
