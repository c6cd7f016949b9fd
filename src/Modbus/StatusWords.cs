// SPDX-License-Identifier: MIT
namespace Wattwarden.Modbus
{
    /// <summary>The words for how a request ended. Literals, but for the exceptions without a name.</summary>
    public static class StatusWords
    {
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
