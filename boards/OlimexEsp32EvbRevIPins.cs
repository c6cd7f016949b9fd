// SPDX-License-Identifier: MIT
namespace Wattwarden.Boards
{
    /// <summary>
    /// Pins of the Olimex ESP32-EVB; the same from revision B to I, as far as they stand here. Sources: OLIMEX/ESP32-EVB, HARDWARE/README.md
    /// (revisions); the published board definitions of RIOT (boards/esp32-olimex-evb) and arduino-esp32 (variants/esp32-evb).
    /// </summary>
    public static class OlimexEsp32EvbRevIPins
    {
        public const int Relay1 = 32;            // OUT0
        public const int Relay2 = 33;            // OUT1

        public const int UextTx = 4;             // UEXT pin 3, to the input of an RS-485 transceiver
        public const int UextRx = 36;            // UEXT pin 4, from its output; input only
        public const int UextSelect = 17;        // UEXT pin 10, SSEL: its DE, if it has one

        public const int CanTx = 5;              // not used
        public const int CanRx = 35;             // not used
        public const int Button = 34;            // BUT1, low while pressed; input only, pulled up on the board

        public const int PhyMdc = 23;            // LAN8710A/LAN8720A
        public const int PhyMdio = 18;
        public const int PhyClock = 0;           // 50 MHz from an oscillator on the board into the chip
    }
}
