// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>Keeps the points "time" and "weekday" from the wall clock, and lets old readings turn stale. Without a known time both points are Never.</summary>
    public sealed class ClockTask : ILoopTask
    {
        private const int StepMs = 500;
        private const int SecondsPerDay = 86400;

        private readonly IClock _clock;
        private readonly PointTable _points;
        private readonly TimeSection _section;
        private long _dueAtMs;
        private long _shownSecond = -1;

        public ClockTask(IClock clock, PointTable points, TimeSection section)
        {
            _clock = clock;
            _points = points;
            _section = section;
            points.Describe(PointId.Time, "Time of day", "s");
            points.Describe(PointId.Weekday, "Weekday", "");
        }

        public string Name => "clock";

        public long DueAtMs => _dueAtMs;

        public void Run(long nowMs)
        {
            _dueAtMs = nowMs + StepMs;
            _points.Expire(nowMs);
            if (!_clock.TryGetUtc(out long unixMs))
            {
                _points.Forget(PointId.Time);
                _points.Forget(PointId.Weekday);
                _shownSecond = -1;
                return;
            }

            long localSecond = unixMs / 1000 + _section.UtcOffsetMinutes * 60;
            if (localSecond == _shownSecond) return;
            _shownSecond = localSecond;
            long day = localSecond / SecondsPerDay;
            _points.Set(PointId.Time, (localSecond - day * SecondsPerDay) * 1000, nowMs);
            // 1970-01-01 was a Thursday, the fourth day of the week.
            _points.Set(PointId.Weekday, ((day + 3) % 7 + 1) * 1000, nowMs);
        }
    }
}
