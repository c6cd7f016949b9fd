// SPDX-License-Identifier: MIT
namespace Wattwarden.Rules
{
    /// <summary>Three-valued truth. Unknown: a value that the answer rests on is not known.</summary>
    public enum Truth : byte
    {
        False = 0,
        True = 1,
        Unknown = 2,
    }
}
