// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Time
{
    /// <summary>
    /// What is known of the wall clock: whether it can be believed, where it has its time from, and what it is here. The time itself is the
    /// chip's, and goes on as long as that runs. The chip's NTP client sets it without a word, so that is told from the clock having moved
    /// against uptime. Owned by the loop's thread; a look allocates nothing.
    /// </summary>
    public sealed class WallClock
    {
        /// <summary>2025-01-01, before which no such device existed: a clock that shows less counts from its power-up.</summary>
        public const long FirstMs = 1735689600000;

        /// <summary>2100-01-01: not believed any more.</summary>
        public const long EndMs = 4102444800000;

        /// <summary>A move against uptime by as much is a setting. Less happens by itself: uptime comes in ticks of 10 ms and loses some while flash is written.</summary>
        public const int MovedMs = 500;

        private const int AgreesMs = 2000;
        private const long Never = -1;

        private readonly IClock _clock;
        private readonly TimeSection _section;
        private bool _hasLooked;
        private long _unixAtStartMs;
        private long _setAtMs = Never;

        // Zone and span of Unix seconds for which offset and daylight hold.
        private PosixTimeZone _zone;
        private long _fromSecond;
        private long _untilSecond;

        public WallClock(IClock clock, TimeSection section)
        {
            _clock = clock;
            _section = section;
        }

        public bool IsKnown { get; private set; }

        /// <summary>As of the last look; only while IsKnown.</summary>
        public long UnixMs { get; private set; }

        public TimeSource Source { get; private set; }

        /// <summary>Seconds by which local time is ahead of UTC; only while IsKnown.</summary>
        public int OffsetSeconds { get; private set; }

        public bool IsDaylight { get; private set; }

        /// <summary>Seconds since 1970 of the clock on the wall; only while IsKnown.</summary>
        public long LocalSecond => UnixMs / 1000 + OffsetSeconds;

        /// <summary>Uptime at which an NTP answer was last seen; -1: never.</summary>
        public long NetworkSetAtMs { get; private set; } = Never;

        /// <summary>Reads the chip's clock. False: the time is unknown.</summary>
        public bool Look(long nowMs)
        {
            bool isFirst = !_hasLooked;
            bool wasKnown = IsKnown;
            long beforeMs = _unixAtStartMs;
            if (!Read(nowMs)) return false;
            long movedMs = _unixAtStartMs - beforeMs;
            if (isFirst) Source = TimeSource.Chip;
            else if (!wasKnown || movedMs >= MovedMs || movedMs <= -MovedMs) NoteSet(OutsideSource(), nowMs);
            return true;
        }

        /// <summary>Sets the chip's clock, to the second, because a person says so.</summary>
        public ClockAnswer Set(long unixMs, long nowMs) => Set(unixMs, TimeSource.Manual, nowMs);

        /// <summary>Sets the clock to what the clock on the wall shall show; for times that are skipped or come twice see LocalMoment.</summary>
        public ClockAnswer SetLocal(long localMs, long nowMs) =>
            Set(_section.Current.Zone.ToUtc(localMs / 1000, out LocalMoment moment) * 1000, TimeSource.Manual, nowMs);

        /// <summary>A time that a device on a bus has, taken when the settings say so. A clock that is right within two seconds is left alone: setting it costs its fraction.</summary>
        public ClockAnswer OfferUtc(long unixMs, TimeSource source, long nowMs)
        {
            if (_section.Current.Source != source) return ClockAnswer.OtherSource;
            if (!IsBelievable(unixMs)) return ClockAnswer.Implausible;
            if (!Look(nowMs)) return Set(unixMs, source, nowMs);
            long apartMs = unixMs - UnixMs;
            if (apartMs > AgreesMs || apartMs < -AgreesMs) return Set(unixMs, source, nowMs);
            NoteSet(source, nowMs);
            return ClockAnswer.Done;
        }

        public void CopyTo(ClockSnapshot into, long nowMs)
        {
            Look(nowMs);
            into.IsKnown = IsKnown;
            into.UnixMs = UnixMs;
            into.OffsetSeconds = OffsetSeconds;
            into.IsDaylight = IsDaylight;
            into.Source = TimeWords.Of(Source);
            into.SetAgeMs = _setAtMs == Never ? Never : nowMs - _setAtMs;
            into.NextChange = _untilSecond;
        }

        private static bool IsBelievable(long unixMs) => unixMs >= FirstMs && unixMs < EndMs;

        private ClockAnswer Set(long unixMs, TimeSource source, long nowMs)
        {
            if (!IsBelievable(unixMs)) return ClockAnswer.Implausible;
            if (!_clock.TrySetUtc(unixMs)) return ClockAnswer.Refused;
            if (!Read(nowMs)) return ClockAnswer.Refused;
            NoteSet(source, nowMs);
            return ClockAnswer.Done;
        }

        private bool Read(long nowMs)
        {
            _hasLooked = true;
            IsKnown = _clock.TryGetUtc(out long unixMs) && IsBelievable(unixMs);
            if (!IsKnown)
            {
                Source = TimeSource.None;
                return false;
            }

            _unixAtStartMs = unixMs - nowMs;
            UnixMs = unixMs;
            UpdateOffset(unixMs / 1000);
            return true;
        }

        private void NoteSet(TimeSource source, long nowMs)
        {
            Source = source;
            _setAtMs = nowMs;
            if (source == TimeSource.Ntp) NetworkSetAtMs = nowMs;
        }

        // Whoever sets the clock without this class is the chip's own client.
        private TimeSource OutsideSource() => _section.Current.UsesNetwork ? TimeSource.Ntp : TimeSource.Chip;

        private void UpdateOffset(long unixSecond)
        {
            PosixTimeZone zone = _section.Current.Zone;
            if (zone == _zone && unixSecond >= _fromSecond && unixSecond < _untilSecond) return;
            _zone = zone;
            _fromSecond = unixSecond;
            _untilSecond = zone.NextChange(unixSecond);
            IsDaylight = zone.IsDaylight(unixSecond);
            OffsetSeconds = IsDaylight ? zone.DaylightOffsetSeconds : zone.StandardOffsetSeconds;
        }
    }
}
