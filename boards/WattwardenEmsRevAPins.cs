// SPDX-License-Identifier: MIT
namespace Wattwarden.Boards
{
    /// <summary>
    /// Pins of the Wattwarden EMS, revision A (ESP32-WROVER-E, LAN8720A). Source: docs/boards/wattwarden-ems-rev-a.md, the board's own
    /// specification; no schematic exists yet. Reset levels: Espressif ESP32 datasheet, IO_MUX table.
    /// </summary>
    public static class WattwardenEmsRevAPins
    {
        public const int Out0 = 4;               // relay, contact for a heat pump or wallbox; pulled down at reset
        public const int Out1 = 13;              // relay; pulled down at reset
        public const int Out2 = 18;              // relay; floats at reset, 10 kΩ to ground on the board
        public const int Out3 = 23;              // relay; floats at reset, 10 kΩ to ground on the board
        public const int Out4 = 32;              // relay; floats at reset, 10 kΩ to ground on the board
        public const int Out5 = 33;              // relay; floats at reset, 10 kΩ to ground on the board

        public const int Rs485Tx = 14;           // UART1; pulled up at reset, which is the idle line
        public const int Rs485Rx = 34;           // UART1; input only
        public const int Rs485DriverEnable = 12; // RTS of UART1; pulled down at reset, which listens and selects 3.3 V flash

        public const int OneWireTx = 15;         // UART2, open drain by transistor; pulled up at reset, which leaves the bus alone
        public const int OneWireRx = 35;         // UART2; input only

        public const int Input1 = 36;            // S0 or contact, optocoupler; input only
        public const int Input2 = 39;            // S0 or contact, optocoupler; by jumper a PT1000 with 1 kΩ to 3.3 V; input only

        public const int PhyMdc = 2;             // LAN8720A; image built with CONFIG_ESP32_ETHERNET_MDC_GPIO=2
        public const int PhyMdio = 5;            // LAN8720A; image built with CONFIG_ESP32_ETHERNET_MDIO_GPIO=5
        public const int PhyClock = 0;           // 50 MHz from the chip; image built with CONFIG_ESP32_ETHERNET_RMII_CLK_OUT_GPIO=0
    }
}
