// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Time
{
    /// <summary>
    /// Keeps the chip's NTP client at what the settings say. The client by itself waits 15 minutes after a question that failed (at power-up
    /// the network is hardly ever there in time), so it is asked again, first the one server, then the other, less and less often.
    /// </summary>
    public sealed class NetworkTimeKeeper
    {
        public const int FirstRetryMs = 30000;

        /// <summary>The longest pause between two questions while the time is unknown, and while it is known from elsewhere.</summary>
        public const int LongestRetryMs = 15 * 60000;

        public const int LongestRetryKnownMs = 60 * 60000;

        /// <summary>After an answer the client goes on by itself, hourly; the question here is for a client that has stopped.</summary>
        public const int AnsweredRetryMs = 24 * 60 * 60000;

        public const int RemindEveryMs = 10000;

        /// <summary>The chip's runtime starts its client whenever it gets an address, wanted or not.</summary>
        public const int StopEveryMs = 60000;

        private readonly INetworkTime _network;
        private readonly WallClock _clock;
        private readonly TimeSection _section;
        private TimeSettings _settings;
        private long _settingsAtMs;
        private long _askedAtMs;
        private long _remindAtMs;
        private long _pauseMs;
        private bool _fallbackFirst;

        /// <summary>A board without a network has null.</summary>
        public NetworkTimeKeeper(INetworkTime network, WallClock clock, TimeSection section)
        {
            _network = network;
            _clock = clock;
            _section = section;
        }

        public void Step(long nowMs)
        {
            if (_network == null) return;
            bool isNew = _settings != _section.Current;
            if (!isNew && nowMs < _remindAtMs) return;
            _settings = _section.Current;
            if (!_settings.UsesNetwork)
            {
                _network.Stop();
                _remindAtMs = nowMs + StopEveryMs;
                return;
            }

            _remindAtMs = nowMs + RemindEveryMs;
            if (isNew)
            {
                _settingsAtMs = nowMs;
                _fallbackFirst = false;
                _pauseMs = FirstRetryMs;
                Ask(nowMs);
            }
            else if (nowMs >= _askedAtMs + Pause())
            {
                AskAgain(nowMs);
            }
            else
            {
                _network.Remind(First(), Second());
            }
        }

        private void AskAgain(long nowMs)
        {
            bool answered = IsAnswered();
            _fallbackFirst = !answered && !_fallbackFirst;
            _pauseMs = answered ? FirstRetryMs : _pauseMs * 2;
            long longestMs = _clock.IsKnown ? LongestRetryKnownMs : LongestRetryMs;
            if (_pauseMs > longestMs) _pauseMs = longestMs;
            Ask(nowMs);
        }

        private void Ask(long nowMs)
        {
            _askedAtMs = nowMs;
            _network.Ask(First(), Second());
        }

        private long Pause() => IsAnswered() ? AnsweredRetryMs : _pauseMs;

        // An answer that moves the clock by less than half a second is not seen: having been right once must do.
        private bool IsAnswered() => _clock.Source == TimeSource.Ntp && _clock.NetworkSetAtMs >= _settingsAtMs;

        private string First() => _fallbackFirst && _settings.Fallback.Length > 0 ? _settings.Fallback : _settings.Server;

        private string Second() => _fallbackFirst || _settings.Fallback.Length == 0 ? _settings.Server : _settings.Fallback;
    }
}
