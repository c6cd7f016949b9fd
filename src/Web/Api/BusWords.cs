// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;

namespace Wattwarden.Web
{
    /// <summary>The words for what seems to be wrong with the bus.</summary>
    public static class BusWords
    {
        /// <summary>Null: nothing seems to be wrong. The words are those of docs/reference/diagnostics.md.</summary>
        public static string Of(LineHint hint)
        {
            switch (hint)
            {
                case LineHint.Silent: return "no answer";
                case LineHint.Swapped: return "wires A and B look swapped";
                case LineHint.WrongRate: return "wrong bit rate or parity";
                case LineHint.Disturbed: return "the line is disturbed";
                case LineHint.OtherMaster: return "somebody else talks on the line";
                case LineHint.Refuses: return "it refuses what it is asked";
                default: return null;
            }
        }
    }
}
