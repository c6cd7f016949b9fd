// SPDX-License-Identifier: MIT
namespace Wattwarden.Rules
{
    /// <summary>How conditions A and B make one result. The words that settings use are in RuleWords, in this order.</summary>
    public enum Logic : byte
    {
        /// <summary>There is no condition B; A alone is the result.</summary>
        OnlyA = 0,
        And = 1,
        Or = 2,
        Xor = 3,
        Nor = 4,
        Nand = 5,
    }
}
