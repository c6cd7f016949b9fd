// SPDX-License-Identifier: MIT
namespace Wattwarden.Points
{
    /// <summary>The one list of points: position in every table, and the id that users, files and topics use.</summary>
    public static class PointId
    {
        public const int None = -1;

        public const int FirstMeter = 0;      // m1…m30
        public const int MeterCount = 30;
        public const int FirstSensor = 30;    // ds1…ds8
        public const int SensorCount = 8;
        public const int FirstInput = 38;     // in1…in8
        public const int InputCount = 8;
        public const int FirstPulse = 46;     // p1…p4
        public const int PulseCount = 4;
        public const int FirstPower = 50;     // pw1…pw4: power or flow that the pulses of p1…p4 show
        public const int FirstAnalog = 54;    // a1…a4
        public const int AnalogCount = 4;
        public const int FirstOutput = 58;    // out0…out5
        public const int OutputCount = 6;
        public const int FirstEvent = 64;     // event1…event8
        public const int EventCount = 8;
        public const int Time = 72;           // time: seconds of the local day
        public const int Weekday = 73;        // weekday: 1 Monday … 7 Sunday
        public const int Count = 74;

        /// <summary>The id of a point, for example "m1" or "out0". Allocates; not for the control path.</summary>
        public static string Format(int point)
        {
            if (point < 0 || point >= Count) return "";
            if (point < FirstSensor) return "m" + (point - FirstMeter + 1).ToString();
            if (point < FirstInput) return "ds" + (point - FirstSensor + 1).ToString();
            if (point < FirstPulse) return "in" + (point - FirstInput + 1).ToString();
            if (point < FirstPower) return "p" + (point - FirstPulse + 1).ToString();
            if (point < FirstAnalog) return "pw" + (point - FirstPower + 1).ToString();
            if (point < FirstOutput) return "a" + (point - FirstAnalog + 1).ToString();
            if (point < FirstEvent) return "out" + (point - FirstOutput).ToString();
            if (point < Time) return "event" + (point - FirstEvent + 1).ToString();
            return point == Time ? "time" : "weekday";
        }

        /// <summary>Finds a point by its id, whatever the case. False and None when there is no such point.</summary>
        public static bool TryParse(string id, out int point)
        {
            point = None;
            if (id == null || id.Length < 2 || id.Length > 7) return false;
            string wanted = id.ToLower();
            int digits = wanted.Length;
            while (digits > 0 && wanted[digits - 1] >= '0' && wanted[digits - 1] <= '9') digits--;
            int candidate = FirstOf(wanted.Substring(0, digits));
            if (candidate < 0) return false;
            if (digits < wanted.Length) candidate += int.Parse(wanted.Substring(digits)) - (candidate == FirstOutput ? 0 : 1);

            // What the candidate is called decides: "m0", "m31", "m01" and "m" are nobody's name.
            if (Format(candidate) != wanted) return false;
            point = candidate;
            return true;
        }

        public static bool IsOutput(int point) => point >= FirstOutput && point < FirstEvent;

        public static bool IsEvent(int point) => point >= FirstEvent && point < Time;

        /// <summary>True for points whose values are only 0 and 1.</summary>
        public static bool IsState(int point) => (point >= FirstInput && point < FirstPulse) || (point >= FirstOutput && point < Time);

        // The first point whose id is this word and a number, or the point that is called so.
        private static int FirstOf(string word)
        {
            switch (word)
            {
                case "m": return FirstMeter;
                case "ds": return FirstSensor;
                case "in": return FirstInput;
                case "p": return FirstPulse;
                case "pw": return FirstPower;
                case "a": return FirstAnalog;
                case "out": return FirstOutput;
                case "event": return FirstEvent;
                case "time": return Time;
                case "weekday": return Weekday;
                default: return None;
            }
        }
    }
}
