// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters
{
    /// <summary>How a value lies in its registers: a kind in the low bits, and the order of words and bytes. Plain kinds: high word and high byte first.</summary>
    public enum Encoding : byte
    {
        UInt16 = 1,
        Int16 = 2,
        UInt32 = 3,
        Int32 = 4,
        UInt64 = 5,
        Int64 = 6,
        Float32 = 7,
        Float64 = 8,

        /// <summary>Four or eight decimal digits, one in each half byte.</summary>
        Bcd16 = 9,
        Bcd32 = 10,

        /// <summary>One coil or discrete input (functions 1 and 2): 0 or 1.</summary>
        Bit = 11,

        /// <summary>SunSpec accumulator, unsigned 32 bit; 0 means that it does not count.</summary>
        Acc32 = 12,

        /// <summary>One bit of a register (functions 3 and 4): RegisterBit + 0, the lowest, to RegisterBit + 15.</summary>
        RegisterBit = 0x10,

        KindMask = 0x1F,
        LowWordFirst = 0x40,
        LowByteFirst = 0x80,

        UInt32LowWordFirst = UInt32 | LowWordFirst,
        Int32LowWordFirst = Int32 | LowWordFirst,
        UInt64LowWordFirst = UInt64 | LowWordFirst,
        Int64LowWordFirst = Int64 | LowWordFirst,
        Float32LowWordFirst = Float32 | LowWordFirst,
        Float64LowWordFirst = Float64 | LowWordFirst,
        Bcd32LowWordFirst = Bcd32 | LowWordFirst,
    }
}
