// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/factory-reset {"confirm":"factory-reset","keepTotals":true}: erases settings, logins and, unless kept, totals; restarts.</summary>
    public sealed class FactoryResetEndpoint : ApiEndpoint
    {
        /// <summary>What must be typed.</summary>
        public const string Word = "factory-reset";

        private readonly EnergyController _controller;

        public FactoryResetEndpoint(EnergyController controller)
            : base(UserRole.Installer, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            if (!TryReadBody(call, out bool keepTotals)) return;
            var job = new Ask(keepTotals);
            if (!LoopAccess.TryRun(_controller, job, call)) return;
            if (!job.Taken)
            {
                call.Error(HttpStatus.InsufficientStorage, "flash memory did not take the wish; nothing was erased", null);
                return;
            }

            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("result", "the device restarts with its factory settings");
            json.EndObject();
        }

        private static bool TryReadBody(ApiCall call, out bool keepTotals)
        {
            keepTotals = false;
            bool confirmed = false;
            JsonReader body = call.Body;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "expected an object such as {\"confirm\":\"factory-reset\"}", null);
            while (body.Read(JsonToken.Name))
            {
                string key = body.Text();
                body.Read();
                if (key == "confirm") confirmed = body.Is(Word);
                else if (key != "keepTotals") return Refuse(call, "unknown key; allowed: confirm, keepTotals", key);
                else if (!body.TryFlag(out keepTotals)) return Refuse(call, "must be true or false", key);
            }

            if (body.Token != JsonToken.EndObject) return Refuse(call, "expected an object", null);
            return confirmed ? call.BodyEnds() : Refuse(call, "must be \"factory-reset\"", "confirm");
        }

        private static bool Refuse(ApiCall call, string error, string field)
        {
            call.RefuseBody(error, field);
            return false;
        }

        private sealed class Ask : LoopJob
        {
            public bool Taken;

            private readonly bool _keepTotals;

            public Ask(bool keepTotals)
            {
                _keepTotals = keepTotals;
            }

            protected override void Run(EnergyController controller, long nowMs)
            {
                Taken = controller.Storage.AskFactoryReset(_keepTotals);
                if (Taken) controller.AskRestart(nowMs, "factory reset");
            }
        }
    }
}
