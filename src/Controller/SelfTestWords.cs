// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>The words for outcomes, the same on every edge.</summary>
    public static class SelfTestWords
    {
        public static string Of(SelfTestOutcome outcome)
        {
            switch (outcome)
            {
                case SelfTestOutcome.Passed: return "passed";
                case SelfTestOutcome.Failed: return "failed";
                case SelfTestOutcome.Skipped: return "skipped";
                default: return "waiting";
            }
        }
    }
}
