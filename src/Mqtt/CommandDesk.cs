// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// What people send: "cmd" with out1=1&amp;out2=0, which is always answered, and a value on an output's "set", which is answered when it is refused.
    /// A message that the broker had kept is not carried out: nobody wants a command of last week.
    /// </summary>
    internal sealed class CommandDesk
    {
        public const string Done = "1";

        public const int WaitMs = 3000;
        public const string Busy = "the controller is busy, try again";

        private readonly EnergyController _controller;

        public CommandDesk(EnergyController controller)
        {
            _controller = controller;
        }

        /// <summary>Carries out a message on "cmd". The answer: "1", or for the first output that is not done its id and the reason.</summary>
        public string Command(MqttMessage message)
        {
            if (message.Retained) return "retained commands are not carried out";
            SwitchOrder order = new SwitchOrder();
            string text = Text(message);
            if (text.Length == 0) return "empty; send out1=1&out2=0";
            string[] wishes = text.Split(new char[] { '&' });
            for (int i = 0; i < wishes.Length; i++)
            {
                string wish = wishes[i].Trim();
                int equals = wish.IndexOf('=');
                if (equals < 1) return "not understood; send out1=1&out2=0";
                string id = wish.Substring(0, equals).Trim();
                string refusal = order.Add(id, wish.Substring(equals + 1));
                if (refusal != null) return id + ": " + refusal;
            }

            return Run(order);
        }

        /// <summary>Carries out a value on an output's "set". Null: done; otherwise the output's id and the reason.</summary>
        public string Set(string id, MqttMessage message)
        {
            if (message.Retained) return id + ": retained commands are not carried out";
            SwitchOrder order = new SwitchOrder();
            string refusal = order.Add(id, Text(message));
            if (refusal != null) return id + ": " + refusal;
            string answer = Run(order);
            return answer == Done ? null : answer;
        }

        private string Run(SwitchOrder order)
        {
            if (!_controller.TryRun(order, WaitMs)) return Busy;
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (order.IsAsked(i) && order.Answer(i) != OutputAnswer.Done) return PointId.Format(PointId.FirstOutput + i) + ": " + OutputWords.Of(order.Answer(i));
            }

            return Done;
        }

        // UTF-8 that is none comes out as something that no command is.
        public static string Text(MqttMessage message) =>
            message.Length == 0 ? "" : System.Text.Encoding.UTF8.GetString(message.Payload, 0, message.Length).Trim();
    }
}
