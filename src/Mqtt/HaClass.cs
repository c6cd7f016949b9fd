// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Mqtt
{
    /// <summary>How Home Assistant calls what a point measures: device class, state class, unit. What the Energy dashboard takes follows from these.</summary>
    internal static class HaClass
    {
        private const string Measured = "measurement";
        private const string Counted = "total_increasing";

        // Energies that can also fall.
        private const string NetEnergy = "energyNet";

        /// <summary>Finds the classes; empty: Home Assistant has none for it.</summary>
        /// <param name="point">The point.</param>
        /// <param name="unit">Its unit here.</param>
        /// <param name="quantity">Id of the meter's quantity; empty for other points.</param>
        /// <param name="name">The owner's name: a counter of cubic metres called gas is one of gas, any other one of water.</param>
        /// <param name="stateClass">Its state class.</param>
        /// <param name="haUnit">Its unit as Home Assistant writes it.</param>
        public static string Of(int point, string unit, string quantity, string name, out string stateClass, out string haUnit)
        {
            haUnit = unit == "-" ? "" : unit;
            stateClass = IsCounter(point, unit) ? quantity == NetEnergy ? "total" : Counted : Measured;
            switch (unit)
            {
                case "W":
                case "kW": return "power";
                case "Wh":
                case "kWh":
                case "MWh":
                case "GJ": return "energy";
                case "V": return "voltage";
                case "A": return "current";
                case "Hz": return "frequency";
                case "VA": return "apparent_power";
                case "var": return "reactive_power";
                case "°C": return "temperature";
                case "-": return quantity.StartsWith("powerFactor") ? "power_factor" : "";
                case "m³": return !IsPulse(point) ? "" : IsGas(name) ? "gas" : "water";
                case "m³/h": return "volume_flow_rate";
                case "l":
                    haUnit = "L";
                    return IsPulse(point) ? "water" : "";
                case "l/h":
                    haUnit = "L/h";
                    return "volume_flow_rate";
                default: return "";
            }
        }

        private static bool IsPulse(int point) => point >= PointId.FirstPulse && point < PointId.FirstPower;

        // What only grows: the counters of the pulse inputs, and everything that is energy.
        private static bool IsCounter(int point, string unit) => IsPulse(point) || unit == "GJ" || (unit.EndsWith("h") && unit.IndexOf('/') < 0);

        private static bool IsGas(string name)
        {
            string lower = name.ToLower();
            return lower.IndexOf("gas") >= 0 || lower.IndexOf("gaz") >= 0 || lower.IndexOf("газ") >= 0;
        }
    }
}
