// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// The serial console as a task of the loop. People, tools and Improv share the port. Translates, never decides: docs/reference/console.md. Nobody talks
    /// to most devices, so all that a talk needs is made with its first byte, and dropped when nothing has come for ten minutes.
    /// </summary>
    public sealed class ConsoleTask : ILoopTask
    {
        /// <summary>While nobody talks; the port holds what arrives meanwhile.</summary>
        public const int IdleMs = 100;

        /// <summary>While somebody does, and so long after.</summary>
        public const int BusyMs = 10;
        public const int BusyForMs = 2000;

        public const int ForgetMs = 600000;

        private readonly EnergyController _controller;
        private readonly IConsoleLine _line;
        private ConsoleTalk _talk;   // null while nobody talks

        /// <summary>The board must have a console.</summary>
        public ConsoleTask(EnergyController controller)
        {
            _controller = controller;
            _line = controller.Board.Console;
        }

        public string Name => "console";

        public long DueAtMs { get; private set; }

        public void Run(long nowMs)
        {
            DueAtMs = nowMs + IdleMs;
            if (_talk == null)
            {
                if (_line.Available == 0) return;
                _talk = new ConsoleTalk(_controller);
            }

            _talk.Step(nowMs);
            if (_talk.IsBusy || nowMs < _talk.HeardAtMs + BusyForMs) DueAtMs = nowMs + BusyMs;
            else if (nowMs - _talk.HeardAtMs >= ForgetMs) _talk = null;
        }
    }
}
