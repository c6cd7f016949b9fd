// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Diagnostics;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Text;
using Wattwarden.View;

namespace Wattwarden.Web
{
    /// <summary>
    /// GET /api/v1/live: what moves, in at most 1500 bytes. Lists stand in the order of GET /api/v1/names, which tells what they are; both
    /// walk through the points in the order of their numbers and leave out what has no source and what the caller does not see.
    /// </summary>
    public sealed class LiveEndpoint : ApiEndpoint
    {
        /// <summary>Longest document. A test fills everything with the longest values.</summary>
        public const int MaxBytes = 1500;

        private const long MostMilli = 999999999999999;
        private const int MostAgeS = 9999;
        private const int FreshMs = 10000;
        private const int MostWarnings = 16;

        private readonly EnergyController _controller;

        public LiveEndpoint(EnergyController controller)
            : base(UserRole.Viewer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyLive();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            LiveSnapshot live = copy.Live;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("version", VersionFor(call, live));
            json.Member("uptimeS", live.AtMs / 1000);
            WriteClock(json, live);
            WritePower(json, call, live);
            WriteValues(json, call, live);
            json.Member("states", States(call, live));
            WriteOutputs(json, call, live);
            WriteWarnings(json, call, live, _controller.Diagnostics);
            json.EndObject();
        }

        /// <summary>Each role has names of its own.</summary>
        internal static long VersionFor(ApiCall call, LiveSnapshot live) => (long)live.Version * 4 + (int)call.Role;

        /// <summary>A point with a number, that the caller gets.</summary>
        internal static bool HasValue(ApiCall call, LiveSnapshot live, int point) =>
            point < PointId.Time && !PointId.IsState(point) && live.Listed[point] && Visibility.Sees(call, live.View, point);

        /// <summary>A point that is on or off, that the caller gets.</summary>
        internal static bool HasState(ApiCall call, LiveSnapshot live, int point) =>
            PointId.IsState(point) && live.Listed[point] && Visibility.Sees(call, live.View, point);

        private static void WriteClock(JsonWriter json, LiveSnapshot live)
        {
            json.Name("clock");
            if (!live.ClockKnown)
            {
                json.Null();
                return;
            }

            json.BeginArray();
            json.Value(live.UnixMs / 1000);
            json.Value(live.OffsetSeconds / 60);
            json.EndArray();
        }

        private static void WritePower(JsonWriter json, ApiCall call, LiveSnapshot live)
        {
            json.Name("power");
            if (!Visibility.Sees(call, live.View, ElementId.Flow))
            {
                json.Null();
                return;
            }

            json.BeginArray();
            WriteWatts(json, live.Flow.GridKnown, live.Flow.GridMilli);
            WriteWatts(json, live.Flow.SolarKnown, live.Flow.SolarMilli);
            WriteWatts(json, live.Flow.HouseKnown, live.Flow.HouseMilli);
            json.EndArray();
        }

        private static void WriteWatts(JsonWriter json, bool known, long milli)
        {
            if (known) json.Value(Bounded(milli) / 1000);
            else json.Null();
        }

        private static void WriteValues(JsonWriter json, ApiCall call, LiveSnapshot live)
        {
            json.Name("values");
            json.BeginArray();
            for (int i = 0; i < PointId.Time; i++)
            {
                if (!HasValue(call, live, i)) continue;
                if (live.AgesMs[i] < 0) json.Null();
                else json.Value(Bounded(live.Millis[i]));
            }

            json.EndArray();
            var letters = new TextBuffer(PointId.Count);
            for (int i = 0; i < PointId.Time; i++)
            {
                if (HasValue(call, live, i)) letters.Append(Letter((Quality)live.Qualities[i]));
            }

            json.Member("quality", letters.ToString());
            json.Name("ages");
            json.BeginArray();
            for (int i = 0; i < PointId.Time; i++)
            {
                if (HasValue(call, live, i)) json.Value(AgeS(live, i));
            }

            json.EndArray();
        }

        private static string States(ApiCall call, LiveSnapshot live)
        {
            var digits = new TextBuffer(PointId.Count);
            for (int i = 0; i < PointId.Time; i++)
            {
                if (!HasState(call, live, i)) continue;
                digits.Append(live.Qualities[i] != (byte)Quality.Good ? '?' : live.Millis[i] != 0 ? '1' : '0');
            }

            return digits.ToString();
        }

        private static void WriteOutputs(JsonWriter json, ApiCall call, LiveSnapshot live)
        {
            OutputSnapshot outputs = live.Outputs;
            var states = new TextBuffer(PointId.OutputCount);
            var modes = new TextBuffer(PointId.OutputCount);
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (!HasState(call, live, PointId.FirstOutput + i)) continue;
                states.Append(outputs.On(i) ? '1' : '0');
                modes.Append(outputs.Fault(i) ? 'f' : OutputsEndpoint.Mode(outputs, i)[0]);
            }

            json.Name("outputs");
            json.BeginObject();
            json.Member("on", states.ToString());
            json.Member("mode", modes.ToString());
            json.Name("left");
            json.BeginArray();
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (HasState(call, live, PointId.FirstOutput + i)) json.Value(OutputsEndpoint.ManualLeftS(outputs, i, live.AtMs));
            }

            json.EndArray();
            json.Name("wait");
            json.BeginArray();
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (HasState(call, live, PointId.FirstOutput + i)) json.Value(OutputsEndpoint.PendingS(outputs, i, live.AtMs));
            }

            json.EndArray();
            json.EndObject();
        }

        private static void WriteWarnings(JsonWriter json, ApiCall call, LiveSnapshot live, DiagnosticLog log)
        {
            int count = 0;
            json.Name("warnings");
            json.BeginArray();
            for (int i = 0; i < log.ConditionCount && count < MostWarnings; i++)
            {
                if (!live.Present[i] || !Visibility.SeesSource(call, live.View, log.Source(i))) continue;
                json.Value(i);
                count++;
            }

            json.EndArray();
        }

        // A custom module can read numbers of any length; a page can show none beyond this.
        private static long Bounded(long milli) => milli > MostMilli ? MostMilli : milli < -MostMilli ? -MostMilli : milli;

        private static char Letter(Quality quality) => quality == Quality.Good ? 'g' : quality == Quality.Stale ? 's' : quality == Quality.Failed ? 'f' : 'n';

        private static long AgeS(LiveSnapshot live, int point)
        {
            long ageMs = live.AgesMs[point];
            if (ageMs < 0) return -1;
            if (live.Qualities[point] == (byte)Quality.Good && ageMs < FreshMs) return 0;
            return ageMs / 1000 > MostAgeS ? MostAgeS : ageMs / 1000;
        }

        private sealed class CopyLive : LoopJob
        {
            public readonly LiveSnapshot Live = new LiveSnapshot();

            protected override void Run(EnergyController controller, long nowMs) => controller.Status.CopyTo(Live, nowMs);
        }
    }
}
