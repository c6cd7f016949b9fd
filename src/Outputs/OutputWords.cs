// SPDX-License-Identifier: MIT
namespace Wattwarden.Outputs
{
    /// <summary>What became of a command by hand, in words; the same for every edge.</summary>
    public static class OutputWords
    {
        public static string Of(OutputAnswer answer)
        {
            switch (answer)
            {
                case OutputAnswer.Done: return "done";
                case OutputAnswer.Waiting: return "waits until its minimum on or off time is over";
                case OutputAnswer.HeldByEvent: return "a permanent (Per) event holds this output; give a number of seconds to override it for a time";
                case OutputAnswer.SafetyStop: return "all outputs are in their safe state";
                case OutputAnswer.NotFitted: return "this board has no such output";
                case OutputAnswer.BadTime: return "the time must be at most a week";
                default: return "the relay does not follow";
            }
        }
    }
}
