// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System
{
    /// <summary>The chip's UTC. Begins at the Unix epoch at power-on, until somebody sets it; always UTC.</summary>
    public readonly struct DateTime
    {
        public DateTime(long ticks) => Ticks = ticks;

        public DateTime(int year, int month, int day, int hour, int minute, int second) =>
            Ticks = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).UtcTicks;

        public static DateTime UtcNow => new(Machine.Current.Utc.UtcTicks);

        public long Ticks { get; }

        public int Year => Offset.Year;

        public int Month => Offset.Month;

        public int Day => Offset.Day;

        public int Hour => Offset.Hour;

        public int Minute => Offset.Minute;

        public int Second => Offset.Second;

        public int Millisecond => Offset.Millisecond;

        private DateTimeOffset Offset => new(Ticks, TimeSpan.Zero);
    }
}
