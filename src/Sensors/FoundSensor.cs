// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>The answer to "read identifier of the connected sensor": data for people, the same on every edge.</summary>
    public sealed class FoundSensor
    {
        public FinderState State;

        /// <summary>RomId.None unless the state is Found.</summary>
        public long Id;

        public bool HasTemperature;
        public int Milli;

        /// <summary>1…8 when the sensor stands at a position already, else 0.</summary>
        public int Position;

        /// <summary>There was no further device; this is the first one again.</summary>
        public bool Wrapped;

        /// <summary>The identifier in its usual notation; null when there is none.</summary>
        public string IdText => State == FinderState.Found ? RomId.Format(Id) : null;

        /// <summary>The part, for example "DS18B20"; null when there is none.</summary>
        public string PartText => State == FinderState.Found ? SensorFamily.Title(RomId.Family(Id)) : null;

        /// <summary>False for devices that cannot be saved at a position.</summary>
        public bool IsThermometer => State == FinderState.Found && SensorFamily.IsThermometer(RomId.Family(Id));

        /// <summary>The answer in one sentence, for example "28-ff641e0f160390 (DS18B20), 21.5 °C, at position 1".</summary>
        public void Describe(TextBuffer text)
        {
            if (State != FinderState.Found)
            {
                text.Append(SensorWords.Of(State));
                return;
            }

            RomId.Append(text, Id);
            text.Append(" (");
            text.Append(PartText);
            text.Append(')');
            if (HasTemperature)
            {
                text.Append(", ");
                text.AppendMilli(Milli);
                text.Append(" °C");
            }

            text.Append(Position > 0 ? ", at position " : IsThermometer ? ", at no position" : ", not a thermometer");
            if (Position > 0) text.Append(Position);
            if (Wrapped) text.Append("; there are no more, this is the first again");
        }
    }
}
