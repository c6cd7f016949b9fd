// SPDX-License-Identifier: MIT
using Wattwarden.Controller;

namespace Wattwarden.Web
{
    /// <summary>How endpoints reach the state that the loop owns.</summary>
    internal static class LoopAccess
    {
        private const int WaitMs = 3000;

        /// <summary>Has the loop run the job. False: it answered 503 instead.</summary>
        public static bool TryRun(EnergyController controller, LoopJob job, ApiCall call)
        {
            if (controller.TryRun(job, WaitMs)) return true;
            call.Reply.SetHeader("Retry-After", "2");
            call.Error(HttpStatus.ServiceUnavailable, "the controller is busy, try again", null);
            return false;
        }
    }
}
