// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>How the reading of an analog channel becomes a value.</summary>
    public enum AnalogKind : byte
    {
        /// <summary>A straight line through two points.</summary>
        Linear = 0,

        /// <summary>PT1000 to ground, a resistor to the supply, the converter between them.</summary>
        Pt1000Divider = 1,

        /// <summary>A converter that gives the ratio of the sensor to its reference resistor, such as the MAX31865.</summary>
        Pt1000Ratio = 2,
    }
}
