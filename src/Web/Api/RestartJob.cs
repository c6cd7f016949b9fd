// SPDX-License-Identifier: MIT
using Wattwarden.Controller;

namespace Wattwarden.Web
{
    /// <summary>Asks for a restart of the device.</summary>
    internal sealed class RestartJob : LoopJob
    {
        private readonly string _reason;

        public RestartJob(string reason)
        {
            _reason = reason;
        }

        protected override void Run(EnergyController controller, long nowMs) => controller.AskRestart(nowMs, _reason);
    }
}
