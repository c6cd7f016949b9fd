// SPDX-License-Identifier: MIT
namespace Wattwarden.Rules
{
    /// <summary>How a condition looks at its source. The words that settings use are in RuleWords, in this order.</summary>
    public enum Comparison : byte
    {
        /// <summary>True at the threshold and above, false again below threshold minus hysteresis.</summary>
        AtLeast = 0,

        /// <summary>True below the threshold, false again at threshold plus hysteresis and above.</summary>
        Below = 1,

        /// <summary>True while the value is exactly the threshold; for states.</summary>
        Equal = 2,

        /// <summary>True inside a window of the day, or on chosen days of the week.</summary>
        Within = 3,
    }
}
