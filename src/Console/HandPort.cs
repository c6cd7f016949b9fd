// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Sensors;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>The console as people use it: finds the command of a typed line and has it answer.</summary>
    internal sealed class HandPort
    {
        private readonly EnergyController _controller;
        private readonly ConsoleOutput _output;
        private readonly Words _words = new Words();
        private readonly ConsoleCommand[] _commands;
        private ConsoleCommand _running;   // null while none goes on

        public HandPort(EnergyController controller, ConsoleOutput output, WifiJoin wifi)
        {
            _controller = controller;
            _output = output;
            _commands = CreateAll(output, wifi);
        }

        /// <summary>True while a command goes on; lines that arrive meanwhile wait.</summary>
        public bool IsBusy => _running != null;

        public static ConsoleCommand[] CreateAll(ConsoleOutput output, WifiJoin wifi)
        {
            var found = new FoundSensor();
            var all = new ConsoleCommand[12];
            all[0] = new HelpCommand(all);
            all[1] = new StatusCommand();
            all[2] = new OutCommand();
            all[3] = new SensorsCommand(found);
            all[4] = new SensorCommand(found);
            all[5] = new GetCommand(output);
            all[6] = new SetCommand();
            all[7] = new SelfTestCommand();
            all[8] = new NetworkCommand(wifi);
            all[9] = new FactoryCommand();
            all[10] = new RebootCommand();
            all[11] = new FactoryResetCommand();
            return all;
        }

        public void Handle(byte[] line, int length, long nowMs)
        {
            _words.Reset(line, length);
            if (!_words.AreText())
            {
                Say("the line arrived damaged: it holds bytes that are no text; nothing was done");
                return;
            }

            string name = _words.Next();
            if (name.Length == 0) return;
            ConsoleCommand command = Find(name);
            if (command == null) Say("unknown command \"" + name + "\"; help lists all commands");
            else if (!command.Run(_controller, _words, _output.Text, nowMs)) _running = command;
        }

        public void Continue(long nowMs)
        {
            if (_running.Continue(_controller, _output.Text, nowMs)) _running = null;
        }

        public void RefuseLong() => Say("the line is too long: at most 1024 bytes are understood; nothing was done");

        private void Say(string text)
        {
            _output.Text.Append(text);
            _output.Text.Append("\r\n");
        }

        private ConsoleCommand Find(string name)
        {
            for (int i = 0; i < _commands.Length; i++)
            {
                if (_commands[i].Name == name) return _commands[i];
            }

            return null;
        }
    }
}
