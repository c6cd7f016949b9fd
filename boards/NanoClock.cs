// SPDX-License-Identifier: MIT
using System;
using nanoFramework.Runtime.Native;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// The chip's two clocks. UTC counts from 1970 at power-on until somebody sets it, so an early year means that it is unknown.
    /// TickCount64 is wider than what it counts: on ESP32 a 32-bit counter of 10 ms ticks, which begins anew after 497 days (nf-interpreter,
    /// ESP32 targetHAL_Time.h: xTaskGetTickCount). Here it goes on.
    /// </summary>
    public sealed class NanoClock : IClock
    {
        private const int FirstBelievableYear = 2025;
        private const long UnixEpochTicks = 621355968000000000;
        private const long TicksPerMs = 10000;
        private const long MsPerSecond = 1000;
        private const long RoundMs = 0x100000000L * 10;

        // The latest uptime that was given. One field, and a round wide enough: a thread that writes an older value does no harm.
        private long _latestMs;

        public long UptimeMs
        {
            get
            {
                long latestMs = _latestMs;
                long stepMs = (Environment.TickCount64 - latestMs) % RoundMs;
                if (stepMs >= RoundMs / 2) stepMs -= RoundMs;
                else if (stepMs < -RoundMs / 2) stepMs += RoundMs;
                if (stepMs > 0) _latestMs = latestMs + stepMs;
                return latestMs + stepMs;
            }
        }

        public bool TryGetUtc(out long unixMs)
        {
            DateTime now = DateTime.UtcNow;
            unixMs = (now.Ticks - UnixEpochTicks) / TicksPerMs;
            return now.Year >= FirstBelievableYear;
        }

        public bool TrySetUtc(long unixMs)
        {
            long second = (unixMs + MsPerSecond / 2) / MsPerSecond;
            return Rtc.SetSystemTime(new DateTime(UnixEpochTicks + second * MsPerSecond * TicksPerMs));
        }
    }
}
