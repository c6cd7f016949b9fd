// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters
{
    /// <summary>Which integer codes of a meter mean "no value". Floats need none: NaN and infinity never are values.</summary>
    public enum MissingCode : byte
    {
        /// <summary>Every code is a value.</summary>
        None = 0,

        /// <summary>Unsigned: all ones; signed: the highest number (0x7FFF…).</summary>
        HighestSigned = 1,

        /// <summary>Unsigned: all ones; signed: the lowest number (0x8000…).</summary>
        LowestSigned = 2,
    }
}
