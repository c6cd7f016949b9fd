// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;
using Wattwarden.Time;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/time: sets the clock by hand, {"utc":"2026-11-21T10:00:00Z"} or, as the clock on the wall, {"local":"2026-11-21T11:00"}.</summary>
    public sealed class TimeCommandEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public TimeCommandEndpoint(EnergyController controller)
            : base(UserRole.Installer, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var command = new SetClock();
            if (!TryReadBody(call, command) || !call.BodyEnds()) return;
            if (!LoopAccess.TryRun(_controller, command, call)) return;
            if (command.Answer == ClockAnswer.Done) call.Reply.NoContent();
            else if (command.Answer == ClockAnswer.Implausible) call.Error(HttpStatus.BadRequest, "must be from 2025 to 2099", command.Key);
            else call.Error(HttpStatus.Conflict, "the chip's clock did not take the time", null);
        }

        private static bool TryReadBody(ApiCall call, SetClock command)
        {
            JsonReader body = call.Body;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "expected an object such as {\"utc\":\"2026-11-21T10:00:00Z\"}", null);
            while (body.Read(JsonToken.Name))
            {
                string key = body.Text();
                body.Read();
                if (key != "utc" && key != "local") return Refuse(call, "unknown key; allowed: utc, local", key);
                if (command.Key != null) return Refuse(call, "give one time, as utc or as local", key);
                command.Key = key;
                string text = body.Token == JsonToken.Text ? body.Text() : null;
                if (key == "utc" && !IsoTime.TryParseUtc(text, out command.TimeMs)) return Refuse(call, "must be a time with Z or an offset, such as 2026-11-21T10:00:00Z", key);
                if (key == "local" && !IsoTime.TryParseLocal(text, out command.TimeMs)) return Refuse(call, "must be a time without an offset, such as 2026-11-21T11:00:00", key);
            }

            if (body.Token != JsonToken.EndObject) return Refuse(call, "expected an object", null);
            return command.Key != null || Refuse(call, "is missing: give utc or local", "utc");
        }

        private static bool Refuse(ApiCall call, string error, string field)
        {
            call.RefuseBody(error, field);
            return false;
        }

        private sealed class SetClock : LoopJob
        {
            public string Key;
            public long TimeMs;
            public ClockAnswer Answer;

            protected override void Run(EnergyController controller, long nowMs) =>
                Answer = Key == "utc" ? controller.SetTime(TimeMs, nowMs) : controller.SetLocalTime(TimeMs, nowMs);
        }
    }
}
