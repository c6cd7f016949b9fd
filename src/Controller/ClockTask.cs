// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;
using Wattwarden.Time;

namespace Wattwarden.Controller
{
    /// <summary>
    /// Keeps the points "time" and "weekday" at what a clock on the wall shows, the chip's NTP client at what the settings say, and lets
    /// old readings turn stale. Without a known time both points are Never.
    /// </summary>
    public sealed class ClockTask : ILoopTask
    {
        /// <summary>
        /// A clock that is set back by no more stands still until it has caught up, so that a small correction at the edge of a window
        /// switches nothing twice. More, and the hour in autumn, is believed at once.
        /// </summary>
        public const int StandsStillSeconds = 60;

        private const int StepMs = 500;

        private readonly WallClock _clock;
        private readonly NetworkTimeKeeper _network;
        private readonly PointTable _points;
        private long _dueAtMs;
        private long _shownSecond = -1;

        public ClockTask(WallClock clock, NetworkTimeKeeper network, PointTable points)
        {
            _clock = clock;
            _network = network;
            _points = points;
            points.Describe(PointId.Time, "Time of day", "s");
            points.Describe(PointId.Weekday, "Weekday", "");
        }

        public string Name => "clock";

        public long DueAtMs => _dueAtMs;

        public void Run(long nowMs)
        {
            _dueAtMs = nowMs + StepMs;
            _points.Expire(nowMs);
            bool known = _clock.Look(nowMs);
            if (known) Show(nowMs);
            else Forget();
            _network.Step(nowMs);
        }

        private void Show(long nowMs)
        {
            long localSecond = _clock.LocalSecond;
            if (localSecond <= _shownSecond && _shownSecond - localSecond <= StandsStillSeconds) return;
            _shownSecond = localSecond;
            int day = Civil.DayOfSecond(localSecond);
            _points.Set(PointId.Time, (localSecond - (long)day * Civil.SecondsPerDay) * 1000, nowMs);
            _points.Set(PointId.Weekday, Civil.WeekdayOf(day) * 1000, nowMs);
        }

        private void Forget()
        {
            if (_shownSecond < 0) return;
            _shownSecond = -1;
            _points.Forget(PointId.Time);
            _points.Forget(PointId.Weekday);
        }
    }
}
