// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>Turns what the converter read into a value. Whole numbers but for the curve of the PT1000.</summary>
    public static class AnalogConversion
    {
        /// <summary>
        /// Takes the sum of so many readings of 0 to fullScale. Gives the value in thousandths, and for a PT1000 its resistance without leads.
        /// </summary>
        public static AnalogState Convert(AnalogSettings settings, int channel, long sum, int count, int fullScale, out long milliOhm, out long milli)
        {
            milliOhm = 0;
            if (settings.Kind(channel) == AnalogKind.Linear)
            {
                milli = Line(settings, channel, sum, count) + settings.OffsetMilli[channel];
                return AnalogState.Good;
            }

            long resistor = settings.ResistorMilliOhm[channel];
            long sensor = sum;
            long whole = (long)fullScale * count;
            milli = 0;
            if (settings.Kind(channel) == AnalogKind.Pt1000Divider)
            {
                // sensor ÷ (whole − sensor) is the voltage over the sensor by that over the resistor.
                sensor *= settings.FullScaleMilliVolt[channel];
                whole = whole * settings.SupplyMilliVolt[channel] - sensor;
            }

            // A reading at the end of the scale says nothing about how far beyond it is.
            if (whole <= 0 || sum >= (long)fullScale * count) return AnalogState.Open;
            milliOhm = resistor * sensor / whole - settings.LeadMilliOhm[channel];
            AnalogState state = Pt1000.TryCelsius(milliOhm, out int milliCelsius);
            milli = milliCelsius + settings.OffsetMilli[channel];
            return state;
        }

        private static long Line(AnalogSettings settings, int channel, long sum, int count)
        {
            long rise = settings.Value2Milli[channel] - settings.Value1Milli[channel];
            long run = (long)(settings.Raw2[channel] - settings.Raw1[channel]) * count;
            return settings.Value1Milli[channel] + (sum - (long)settings.Raw1[channel] * count) * rise / run;
        }
    }
}
