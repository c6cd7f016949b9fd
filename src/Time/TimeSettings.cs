// SPDX-License-Identifier: MIT
namespace Wattwarden.Time
{
    /// <summary>The owner's settings of zone and source. Nothing in it changes, so any thread may read it.</summary>
    public sealed class TimeSettings
    {
        public const string DefaultZone = "CET-1CEST,M3.5.0,M10.5.0/3";
        public const string DefaultServer = "pool.ntp.org";
        public const string DefaultFallback = "time.google.com";

        public TimeSettings(PosixTimeZone zone, TimeSource source, string server, string fallback)
        {
            Zone = zone;
            Source = source;
            Server = server;
            Fallback = fallback;
        }

        public PosixTimeZone Zone { get; }

        /// <summary>Ntp, Manual or Meter.</summary>
        public TimeSource Source { get; }

        /// <summary>Name or address of the NTP server.</summary>
        public string Server { get; }

        /// <summary>The one that is asked when the first does not answer; empty: none.</summary>
        public string Fallback { get; }

        public bool UsesNetwork => Source == TimeSource.Ntp;
    }
}
