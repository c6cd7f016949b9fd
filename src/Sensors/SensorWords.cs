// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>The words for states and reasons, the same on the page, on the console and in MQTT.</summary>
    public static class SensorWords
    {
        public static string Of(MissReason reason)
        {
            switch (reason)
            {
                case MissReason.None: return "ok";
                case MissReason.NoAnswer: return "the sensor does not answer";
                case MissReason.AllZero: return "the data line is held low";
                case MissReason.BadCrc: return "readings arrive damaged";
                case MissReason.BadPattern: return "the readings are not those of such a sensor";
                case MissReason.OutOfRange: return "the temperature is outside -55 to 125 °C";
                case MissReason.PowerOn: return "85 °C of a sensor that has not measured: check its supply";
                case MissReason.Unsteady: return "two readings of one measurement differ";
                case MissReason.Jump: return "a sudden change waits for its confirmation";
                case MissReason.Restarted: return "the sensor had lost power";
                case MissReason.NobodyThere: return "no device answers on the 1-Wire bus";
                default: return "the 1-Wire line does not carry what is sent: short, no pull-up or noise";
            }
        }

        public static string Of(FinderState state)
        {
            switch (state)
            {
                case FinderState.Idle: return "nobody has asked";
                case FinderState.Searching: return "searching";
                case FinderState.Found: return "found";
                case FinderState.NobodyThere: return Of(MissReason.NobodyThere);
                case FinderState.LineFault: return Of(MissReason.LineFault);
                default: return "this board has no 1-Wire bus";
            }
        }
    }
}
