// SPDX-License-Identifier: MIT
namespace Wattwarden.Rules
{
    /// <summary>Kleene's strong three-valued logic: a result is known when no value of what is unknown could change it.</summary>
    public static class Kleene
    {
        /// <summary>Cells of one operator; the cell of (a, b) is 3·a + b.</summary>
        internal const int Cells = 9;

        /// <summary>Nine cells for each value of Logic. Rows: a is false, true, unknown; columns: b likewise. 0 false, 1 true, 2 unknown.</summary>
        internal static readonly byte[] Table =
        {
            0, 0, 0,   1, 1, 1,   2, 2, 2,   // only A
            0, 0, 0,   0, 1, 2,   0, 2, 2,   // and
            0, 1, 2,   1, 1, 1,   2, 1, 2,   // or
            0, 1, 2,   1, 0, 2,   2, 2, 2,   // xor
            1, 0, 2,   0, 0, 0,   2, 0, 2,   // nor
            1, 1, 1,   1, 0, 2,   1, 2, 2,   // nand
        };

        public static Truth Combine(Logic logic, Truth a, Truth b) => (Truth)Table[(int)logic * Cells + (int)a * 3 + (int)b];
    }
}
