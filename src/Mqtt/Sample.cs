// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// All points at one moment, and its form in the queue:
    /// <code>
    /// | run (u32) | number (u32) | uptime ms (i64) | UTC ms, 0 unknown (i64) | chosen points, a bit each (10) | for each of them: 0, or 1 + zigzag of thousandths, 7 bits a byte, low first |
    /// </code>
    /// 0 stands for a value that is not to be believed.
    /// </summary>
    internal sealed class Sample
    {
        public const int MaxBytes = HeadBytes + PointId.Count * 10;

        private const int RunAt = 0;
        private const int NumberAt = 4;
        private const int UptimeAt = 8;
        private const int UtcAt = 16;
        private const int BitsAt = 24;
        private const int HeadBytes = BitsAt + (PointId.Count + 7) / 8;

        public readonly long[] Millis = new long[PointId.Count];
        public readonly byte[] Qualities = new byte[PointId.Count];
        public readonly bool[] Chosen = new bool[PointId.Count];
        public uint Run;
        public uint Number;
        public long AtMs;
        public long UtcMs;

        public bool IsGood(int point) => Qualities[point] == (byte)Quality.Good;

        /// <summary>Writes the record; returns its length.</summary>
        public int Encode(byte[] into)
        {
            Put(into, RunAt, Run, 4);
            Put(into, NumberAt, Number, 4);
            Put(into, UptimeAt, AtMs, 8);
            Put(into, UtcAt, UtcMs, 8);
            System.Array.Clear(into, BitsAt, HeadBytes - BitsAt);
            int at = HeadBytes;
            for (int i = 0; i < PointId.Count; i++)
            {
                if (!Chosen[i]) continue;
                into[BitsAt + i / 8] |= (byte)(1 << (i % 8));
                ulong value = IsGood(i) ? (ulong)((Millis[i] << 1) ^ (Millis[i] >> 63)) + 1 : 0;
                for (; value >= 128; value >>= 7) into[at++] = (byte)(value | 128);
                into[at++] = (byte)value;
            }

            return at;
        }

        /// <summary>Takes a record apart.</summary>
        public void Decode(byte[] from)
        {
            Run = (uint)Get(from, RunAt, 4);
            Number = (uint)Get(from, NumberAt, 4);
            AtMs = Get(from, UptimeAt, 8);
            UtcMs = Get(from, UtcAt, 8);
            int at = HeadBytes;
            for (int i = 0; i < PointId.Count; i++)
            {
                Chosen[i] = (from[BitsAt + i / 8] & (1 << (i % 8))) != 0;
                if (!Chosen[i]) continue;
                ulong value = 0;
                for (int shift = 0; ; shift += 7)
                {
                    byte part = from[at++];
                    value |= (ulong)(part & 127) << shift;
                    if (part < 128) break;
                }

                Qualities[i] = (byte)(value == 0 ? Quality.Never : Quality.Good);
                if (value == 0) continue;
                value--;
                Millis[i] = (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        /// <summary>The payload: {"time":…,"run":…,"seq":…,"dup":true,"m1":…}.</summary>
        public void Write(JsonWriter json, bool perhapsSeen)
        {
            json.BeginObject();
            json.Name("time");
            MqttTime.Write(json, UtcMs);
            json.Member("run", Run);
            json.Member("seq", Number);
            if (perhapsSeen) json.Member("dup", true);
            for (int i = 0; i < PointId.Count; i++)
            {
                if (!Chosen[i]) continue;
                json.Name(PointId.Format(i));
                if (IsGood(i)) json.Milli(Millis[i]);
                else json.Null();
            }

            json.EndObject();
        }

        private static void Put(byte[] bytes, int at, long value, int count)
        {
            for (int i = 0; i < count; i++) bytes[at + i] = (byte)(value >> (8 * i));
        }

        private static long Get(byte[] bytes, int at, int count)
        {
            long value = 0;
            for (int i = count - 1; i >= 0; i--) value = (value << 8) | bytes[at + i];
            return value;
        }
    }
}
