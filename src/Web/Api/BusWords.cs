// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;

namespace Wattwarden.Web
{
    /// <summary>The words for how a request on the bus ended, and for what seems to be wrong.</summary>
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

        public static string Of(ModbusStatus status)
        {
            switch (status)
            {
                case ModbusStatus.Ok: return "ok";
                case ModbusStatus.Timeout: return "no answer";
                case ModbusStatus.BadCrc: return "damaged answer";
                case ModbusStatus.WrongUnit: return "another slave answered";
                case ModbusStatus.BadFrame: return "unexpected answer";
                case ModbusStatus.LineBusy: return "line busy";
                case ModbusStatus.IllegalFunction: return "exception 1: function not supported";
                case ModbusStatus.IllegalAddress: return "exception 2: register not there";
                case ModbusStatus.IllegalValue: return "exception 3: value refused";
                default: return "exception " + ((int)status).ToString();
            }
        }
    }
}
