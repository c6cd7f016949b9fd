// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// POST /api/v1/outputs/{id}: {"on":true,"forSeconds":600} switches by hand for a time, without forSeconds until something
    /// else switches it; {"auto":true} ends the time by hand.
    /// </summary>
    public sealed class OutputCommandEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public OutputCommandEndpoint(EnergyController controller)
            : base(UserRole.User, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            if (!PointId.TryParse(call.Id, out int point) || !PointId.IsOutput(point) || !Visibility.Sees(call, _controller.Status.View.Current, point))
            {
                call.Error(HttpStatus.NotFound, "no such output; there are out0 to out5", "id");
                return;
            }

            var command = new Switch(point - PointId.FirstOutput);
            if (!TryReadBody(call, command) || !call.BodyEnds()) return;
            if (!LoopAccess.TryRun(_controller, command, call)) return;
            Answer(call, command.Answer, null);
        }

        private static bool TryReadBody(ApiCall call, Switch command)
        {
            JsonReader body = call.Body;
            bool hasState = false;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "expected an object such as {\"on\":true,\"forSeconds\":600}", null);
            while (body.Read(JsonToken.Name))
            {
                string key = body.Text();
                body.Read();
                if (key == "on")
                {
                    if (!body.TryFlag(out command.On)) return Refuse(call, "must be true or false", key);
                    hasState = true;
                }
                else if (key == "auto")
                {
                    if (body.Token != JsonToken.True) return Refuse(call, "must be true, or left out", key);
                    command.Auto = true;
                }
                else if (key == "forSeconds")
                {
                    if (!body.TryInteger(out long seconds) || seconds < 1 || seconds > OutputSnapshot.MaxManualMs / 1000)
                        return Refuse(call, "must be a whole number of seconds from 1 to 604800", key);
                    command.ForMs = seconds * 1000;
                }
                else
                {
                    return Refuse(call, "unknown key; allowed: on, forSeconds, auto", key);
                }
            }

            if (body.Token != JsonToken.EndObject) return Refuse(call, "expected an object", null);
            return hasState != command.Auto || Refuse(call, "give either on or auto", hasState ? "auto" : "on");
        }

        private static bool Refuse(ApiCall call, string error, string field)
        {
            call.RefuseBody(error, field);
            return false;
        }

        /// <param name="call">Who asked.</param>
        /// <param name="answer">What became of it.</param>
        /// <param name="output">The output, where several were named; null: the one in the path.</param>
        internal static void Answer(ApiCall call, OutputAnswer answer, string output)
        {
            switch (answer)
            {
                case OutputAnswer.HeldByEvent:
                    call.Error(HttpStatus.Conflict, "a permanent (Per) event holds this output; give forSeconds to override it for a time", output ?? "forSeconds");
                    return;
                case OutputAnswer.SafetyStop:
                    call.Error(HttpStatus.Conflict, "all outputs are in their safe state, see the status page for the reason", output);
                    return;
                case OutputAnswer.NotFitted:
                    call.Error(HttpStatus.NotFound, "this board has no such output", output ?? "id");
                    return;
                case OutputAnswer.BadTime:
                    call.Error(HttpStatus.BadRequest, "must be at most a week", "forSeconds");
                    return;
                default:
                    JsonWriter json = call.Json(HttpStatus.Ok);
                    json.BeginObject();
                    json.Member("result", answer == OutputAnswer.Waiting ? "waiting" : answer == OutputAnswer.Fault ? "fault" : "done");
                    json.EndObject();
                    return;
            }
        }

        private sealed class Switch : LoopJob
        {
            public bool On;
            public bool Auto;
            public long ForMs;
            public OutputAnswer Answer;

            private readonly int _output;

            public Switch(int output)
            {
                _output = output;
            }

            protected override void Run(EnergyController controller, long nowMs)
            {
                Answer = Auto ? controller.Release(_output) : controller.Command(_output, On, ForMs, CommandOrigin.Web, nowMs);
            }
        }
    }
}
