// SPDX-License-Identifier: MIT
using Wattwarden.Controller;

namespace Wattwarden.Web
{
    /// <summary>Asks for a restart of the device.</summary>
    internal sealed class RestartJob : LoopJob
    {
        protected override void Run(EnergyController controller, long nowMs) => controller.AskRestart(nowMs);
    }
}
