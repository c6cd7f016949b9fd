// SPDX-License-Identifier: MIT
namespace nanoFramework.Hardware.Esp32
{
    /// <summary>Functions that can be routed to pins; only the serial ones, which is what firmware routes.</summary>
    public enum DeviceFunction
    {
        COM1_TX = 0x30100,
        COM1_RX,
        COM1_RTS,
        COM1_CTS,
        COM2_TX = 0x30200,
        COM2_RX,
        COM2_RTS,
        COM2_CTS,
        COM3_TX = 0x30300,
        COM3_RX,
        COM3_RTS,
        COM3_CTS,
    }
}
