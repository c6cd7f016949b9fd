// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// Outputs that a message wants switched: "1", "0", "on", "off" (in any case), with a time "1,600" (seconds), or "auto", which ends such a time.
    /// The loop carries it out through the one door; what it answers is kept for each output.
    /// </summary>
    internal sealed class SwitchOrder : LoopJob
    {
        private const byte NotAsked = 0;
        private const byte Off = 1;
        private const byte On = 2;
        private const byte Auto = 3;

        private readonly byte[] _wishes = new byte[PointId.OutputCount];
        private readonly long[] _forMs = new long[PointId.OutputCount];
        private readonly OutputAnswer[] _answers = new OutputAnswer[PointId.OutputCount];

        /// <summary>True when the output was named.</summary>
        public bool IsAsked(int output) => _wishes[output] != NotAsked;

        public OutputAnswer Answer(int output) => _answers[output];

        /// <summary>Adds one wish. Null: taken; otherwise why not.</summary>
        public string Add(string id, string value)
        {
            if (!PointId.TryParse(id, out int point) || !PointId.IsOutput(point)) return "there is no such output; there are out0 to out5";
            int output = point - PointId.FirstOutput;
            if (IsAsked(output)) return "stands there twice";
            int comma = value.IndexOf(',');
            string state = (comma < 0 ? value : value.Substring(0, comma)).Trim().ToLower();
            int seconds = 0;
            if (comma >= 0 && (!int.TryParse(value.Substring(comma + 1).Trim(), out seconds) || seconds < 1 || seconds > OutputSnapshot.MaxManualMs / 1000))
                return "the time must be 1 to 604800 seconds";
            if (state == "1" || state == "on") _wishes[output] = On;
            else if (state == "0" || state == "off") _wishes[output] = Off;
            else if (state == "auto" && comma < 0) _wishes[output] = Auto;
            else return "the value must be 1, 0, on, off or auto, the first four also with a comma and seconds";
            _forMs[output] = seconds * 1000L;
            return null;
        }

        protected override void Run(EnergyController controller, long nowMs)
        {
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (_wishes[i] == Auto) _answers[i] = controller.Release(i);
                else if (_wishes[i] != NotAsked) _answers[i] = controller.Command(i, _wishes[i] == On, _forMs[i], CommandOrigin.Mqtt, nowMs);
            }
        }
    }
}
