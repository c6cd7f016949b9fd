// SPDX-License-Identifier: MIT
namespace Wattwarden.OneWire
{
    /// <summary>Family codes, the first byte of an identifier. Source: Maxim application note 155.</summary>
    public static class SensorFamily
    {
        public const int Ds18s20 = 0x10;
        public const int Ds1822 = 0x22;
        public const int Ds18b20 = 0x28;

        /// <summary>True for the thermometers that can be read.</summary>
        public static bool IsThermometer(int family) => family == Ds18b20 || family == Ds18s20 || family == Ds1822;

        /// <summary>The part's name for people.</summary>
        public static string Title(int family)
        {
            switch (family)
            {
                case Ds18b20: return "DS18B20";
                case Ds18s20: return "DS18S20";
                case Ds1822: return "DS1822";
                case 0x01: return "DS2401 serial number";
                case 0x12: return "DS2406 switch";
                case 0x26: return "DS2438 battery monitor";
                case 0x29: return "DS2408 switch";
                case 0x3A: return "DS2413 switch";
                case 0x3B: return "DS1825 or MAX31850";
                case 0x42: return "DS28EA00";
                default: return "unknown device";
            }
        }
    }
}
