// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;
using Wattwarden.Time;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/time: what the wall clock shows, where it has it from, when the clocks change next, and the settings "time".</summary>
    public sealed class TimeEndpoint : ApiEndpoint
    {
        private const int LongestTime = 32;

        private readonly EnergyController _controller;

        public TimeEndpoint(EnergyController controller)
            : base(UserRole.Viewer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyClock();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            ClockSnapshot clock = copy.Clock;
            bool changes = clock.IsKnown && clock.NextChange != long.MaxValue;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("known", clock.IsKnown);
            json.Member("utc", clock.IsKnown ? Utc(clock.UnixMs) : null);
            json.Member("local", clock.IsKnown ? Local(clock.UnixMs, clock.OffsetSeconds) : null);
            json.Name("offsetMinutes");
            if (clock.IsKnown) json.Value(clock.OffsetSeconds / 60);
            else json.Null();
            json.Name("dst");
            if (clock.IsKnown) json.Value(clock.IsDaylight);
            else json.Null();
            json.Member("source", clock.Source);
            json.Name("lastSyncAgeS");
            if (clock.SetAgeMs >= 0) json.Value(clock.SetAgeMs / 1000);
            else json.Null();
            json.Member("nextChangeUtc", changes ? Utc(clock.NextChange * 1000) : null);
            json.Name("settings");
            _controller.FindSection("time").Write(json, false);
            json.EndObject();
        }

        private static string Utc(long unixMs)
        {
            var text = new TextBuffer(LongestTime);
            IsoTime.AppendUtc(text, unixMs);
            return text.ToString();
        }

        private static string Local(long unixMs, int offsetSeconds)
        {
            var text = new TextBuffer(LongestTime);
            IsoTime.AppendLocal(text, unixMs, offsetSeconds);
            return text.ToString();
        }

        private sealed class CopyClock : LoopJob
        {
            public readonly ClockSnapshot Clock = new ClockSnapshot();

            protected override void Run(EnergyController controller, long nowMs) => controller.CopyTo(Clock, nowMs);
        }
    }
}
