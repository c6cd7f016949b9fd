// SPDX-License-Identifier: MIT
namespace Wattwarden.Boards
{
    /// <summary>
    /// Pins of the Waveshare ESP32-S3-Relay-6CH. Source: the maker's schematic on waveshare.com/wiki/ESP32-S3-Relay-6CH, not seen by us;
    /// figures cross-checked with the published ESPHome device page "waveshare-6ch-relay".
    /// </summary>
    public static class WaveshareEsp32S3Relay6ChPins
    {
        public const int Relay1 = 1;    // OUT0
        public const int Relay2 = 2;    // OUT1
        public const int Relay3 = 41;   // OUT2; MTDI of the JTAG port
        public const int Relay4 = 42;   // OUT3; MTMS of the JTAG port
        public const int Relay5 = 45;   // OUT4; strapping pin (flash voltage), pulled down at reset
        public const int Relay6 = 46;   // OUT5; strapping pin (boot messages), pulled down at reset

        public const int Rs485Tx = 17;  // isolated transceiver that finds the direction by itself
        public const int Rs485Rx = 18;

        public const int Buzzer = 21;   // tone by PWM; not used
        public const int RgbLight = 38; // one WS2812; not used
        public const int BootButton = 0; // BOOT, low while pressed; held at power-on the chip waits for a download instead of starting
    }
}
