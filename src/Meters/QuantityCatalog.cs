// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters
{
    /// <summary>Id, unit and English title of each quantity, and how quantities behave when a meter is wired the other way round.</summary>
    public static class QuantityCatalog
    {
        /// <summary>Number of quantities, Custom included.</summary>
        public const int Count = (int)Quantity.InverterState + 1;

        /// <summary>Stable id as in settings, topics and the API, for example "powerTotal". Allocates.</summary>
        public static string Id(Quantity quantity)
        {
            string line = Line(quantity);
            return line.Substring(0, line.IndexOf(' '));
        }

        /// <summary>Unit of the value, empty when it has none. Allocates.</summary>
        public static string Unit(Quantity quantity)
        {
            string line = Line(quantity);
            int start = line.IndexOf(' ') + 1;
            string unit = line.Substring(start, line.IndexOf(' ', start) - start);
            return unit == "-" ? "" : unit;
        }

        /// <summary>English title. Allocates.</summary>
        public static string Title(Quantity quantity)
        {
            string line = Line(quantity);
            return line.Substring(line.IndexOf(' ', line.IndexOf(' ') + 1) + 1);
        }

        /// <summary>Finds a quantity by its id. False, and Custom, when there is none.</summary>
        public static bool TryFind(string id, out Quantity quantity)
        {
            quantity = Quantity.Custom;
            if (string.IsNullOrEmpty(id)) return false;
            char first = id[0];
            for (int i = 1; i < Count; i++)
            {
                // The first letter spares most of the list the two strings that Id makes.
                if (Line((Quantity)i)[0] != first || Id((Quantity)i) != id) continue;
                quantity = (Quantity)i;
                return true;
            }

            return false;
        }

        /// <summary>True when a current transformer's ratio multiplies the quantity.</summary>
        public static bool ScalesWithCurrent(Quantity quantity)
        {
            if (quantity >= Quantity.InverterPower || quantity == Quantity.Custom) return false;
            string unit = Unit(quantity);
            return unit == "A" || unit == "W" || unit == "VA" || unit == "var" || unit == "kWh" || unit == "kvarh" || unit == "kVAh" || unit == "Ah";
        }

        /// <summary>True when the value changes its sign in a meter that is wired the other way round.</summary>
        public static bool ChangesSign(Quantity quantity) =>
            (quantity >= Quantity.PowerL1 && quantity <= Quantity.PowerTotal)
            || (quantity >= Quantity.ReactiveL1 && quantity <= Quantity.ReactiveTotal)
            || quantity == Quantity.EnergyNet;

        /// <summary>What the quantity really is in a meter that is wired the other way round: import for export and so on.</summary>
        public static Quantity Mirror(Quantity quantity)
        {
            int q = (int)quantity;
            q = Swap(q, Quantity.PowerImport, Quantity.PowerExport, 1);
            q = Swap(q, Quantity.EnergyImport, Quantity.EnergyExport, 4);
            q = Swap(q, Quantity.EnergyImportResettable, Quantity.EnergyExportResettable, 1);
            q = Swap(q, Quantity.EnergyImportTariff1, Quantity.EnergyExportTariff1, 4);
            q = Swap(q, Quantity.ReactiveEnergyImport, Quantity.ReactiveEnergyExport, 4);
            q = Swap(q, Quantity.ReactiveEnergyQ1, Quantity.ReactiveEnergyQ3, 2);
            q = Swap(q, Quantity.ReactiveEnergyImportTariff1, Quantity.ReactiveEnergyExportTariff1, 2);
            q = Swap(q, Quantity.ApparentEnergyImport, Quantity.ApparentEnergyExport, 1);
            q = Swap(q, Quantity.DemandImport, Quantity.DemandExport, 2);
            return (Quantity)q;
        }

        private static int Swap(int quantity, Quantity one, Quantity other, int count)
        {
            if (quantity >= (int)one && quantity < (int)one + count) return quantity - (int)one + (int)other;
            if (quantity >= (int)other && quantity < (int)other + count) return quantity - (int)other + (int)one;
            return quantity;
        }

        // One line each: id, unit, title. A switch, not arrays: its strings stay in flash.
        private static string Line(Quantity quantity) => quantity switch
        {
            Quantity.VoltageL1                   => "voltageL1 V Voltage L1",
            Quantity.VoltageL2                   => "voltageL2 V Voltage L2",
            Quantity.VoltageL3                   => "voltageL3 V Voltage L3",
            Quantity.VoltageAverage              => "voltageAverage V Voltage, average",
            Quantity.VoltageL12                  => "voltageL12 V Voltage L1-L2",
            Quantity.VoltageL23                  => "voltageL23 V Voltage L2-L3",
            Quantity.VoltageL31                  => "voltageL31 V Voltage L3-L1",
            Quantity.VoltageLineAverage          => "voltageLineAverage V Voltage between phases, average",
            Quantity.CurrentL1                   => "currentL1 A Current L1",
            Quantity.CurrentL2                   => "currentL2 A Current L2",
            Quantity.CurrentL3                   => "currentL3 A Current L3",
            Quantity.CurrentNeutral              => "currentNeutral A Current, neutral",
            Quantity.CurrentAverage              => "currentAverage A Current, average",
            Quantity.CurrentSum                  => "currentSum A Current, sum",
            Quantity.PowerL1                     => "powerL1 W Power L1",
            Quantity.PowerL2                     => "powerL2 W Power L2",
            Quantity.PowerL3                     => "powerL3 W Power L3",
            Quantity.PowerTotal                  => "powerTotal W Power, total",
            Quantity.PowerImport                 => "powerImport W Power, import",
            Quantity.PowerExport                 => "powerExport W Power, export",
            Quantity.ApparentL1                  => "apparentL1 VA Apparent power L1",
            Quantity.ApparentL2                  => "apparentL2 VA Apparent power L2",
            Quantity.ApparentL3                  => "apparentL3 VA Apparent power L3",
            Quantity.ApparentTotal               => "apparentTotal VA Apparent power, total",
            Quantity.ReactiveL1                  => "reactiveL1 var Reactive power L1",
            Quantity.ReactiveL2                  => "reactiveL2 var Reactive power L2",
            Quantity.ReactiveL3                  => "reactiveL3 var Reactive power L3",
            Quantity.ReactiveTotal               => "reactiveTotal var Reactive power, total",
            Quantity.PowerFactorL1               => "powerFactorL1 - Power factor L1",
            Quantity.PowerFactorL2               => "powerFactorL2 - Power factor L2",
            Quantity.PowerFactorL3               => "powerFactorL3 - Power factor L3",
            Quantity.PowerFactorTotal            => "powerFactorTotal - Power factor, total",
            Quantity.PhaseAngleL1                => "phaseAngleL1 ° Phase angle L1",
            Quantity.PhaseAngleL2                => "phaseAngleL2 ° Phase angle L2",
            Quantity.PhaseAngleL3                => "phaseAngleL3 ° Phase angle L3",
            Quantity.PhaseAngleTotal             => "phaseAngleTotal ° Phase angle, total",
            Quantity.Frequency                   => "frequency Hz Frequency",
            Quantity.PhaseSequence               => "phaseSequence - Phase sequence (0 right, -1 wrong)",
            Quantity.EnergyImport                => "energyImport kWh Energy, import",
            Quantity.EnergyImportL1              => "energyImportL1 kWh Energy, import L1",
            Quantity.EnergyImportL2              => "energyImportL2 kWh Energy, import L2",
            Quantity.EnergyImportL3              => "energyImportL3 kWh Energy, import L3",
            Quantity.EnergyExport                => "energyExport kWh Energy, export",
            Quantity.EnergyExportL1              => "energyExportL1 kWh Energy, export L1",
            Quantity.EnergyExportL2              => "energyExportL2 kWh Energy, export L2",
            Quantity.EnergyExportL3              => "energyExportL3 kWh Energy, export L3",
            Quantity.EnergyTotal                 => "energyTotal kWh Energy, import and export",
            Quantity.EnergyTotalL1               => "energyTotalL1 kWh Energy, import and export L1",
            Quantity.EnergyTotalL2               => "energyTotalL2 kWh Energy, import and export L2",
            Quantity.EnergyTotalL3               => "energyTotalL3 kWh Energy, import and export L3",
            Quantity.EnergyNet                   => "energyNet kWh Energy, import less export",
            Quantity.EnergyResettable            => "energyResettable kWh Energy, resettable",
            Quantity.EnergyImportResettable      => "energyImportResettable kWh Energy, import, resettable",
            Quantity.EnergyExportResettable      => "energyExportResettable kWh Energy, export, resettable",
            Quantity.EnergyTariff1               => "energyTariff1 kWh Energy, tariff 1",
            Quantity.EnergyTariff2               => "energyTariff2 kWh Energy, tariff 2",
            Quantity.EnergyTariff3               => "energyTariff3 kWh Energy, tariff 3",
            Quantity.EnergyTariff4               => "energyTariff4 kWh Energy, tariff 4",
            Quantity.EnergyImportTariff1         => "energyImportTariff1 kWh Energy, import, tariff 1",
            Quantity.EnergyImportTariff2         => "energyImportTariff2 kWh Energy, import, tariff 2",
            Quantity.EnergyImportTariff3         => "energyImportTariff3 kWh Energy, import, tariff 3",
            Quantity.EnergyImportTariff4         => "energyImportTariff4 kWh Energy, import, tariff 4",
            Quantity.EnergyExportTariff1         => "energyExportTariff1 kWh Energy, export, tariff 1",
            Quantity.EnergyExportTariff2         => "energyExportTariff2 kWh Energy, export, tariff 2",
            Quantity.EnergyExportTariff3         => "energyExportTariff3 kWh Energy, export, tariff 3",
            Quantity.EnergyExportTariff4         => "energyExportTariff4 kWh Energy, export, tariff 4",
            Quantity.ReactiveEnergyImport        => "reactiveEnergyImport kvarh Reactive energy, import",
            Quantity.ReactiveEnergyImportL1      => "reactiveEnergyImportL1 kvarh Reactive energy, import L1",
            Quantity.ReactiveEnergyImportL2      => "reactiveEnergyImportL2 kvarh Reactive energy, import L2",
            Quantity.ReactiveEnergyImportL3      => "reactiveEnergyImportL3 kvarh Reactive energy, import L3",
            Quantity.ReactiveEnergyExport        => "reactiveEnergyExport kvarh Reactive energy, export",
            Quantity.ReactiveEnergyExportL1      => "reactiveEnergyExportL1 kvarh Reactive energy, export L1",
            Quantity.ReactiveEnergyExportL2      => "reactiveEnergyExportL2 kvarh Reactive energy, export L2",
            Quantity.ReactiveEnergyExportL3      => "reactiveEnergyExportL3 kvarh Reactive energy, export L3",
            Quantity.ReactiveEnergyTotal         => "reactiveEnergyTotal kvarh Reactive energy, import and export",
            Quantity.ReactiveEnergyTotalL1       => "reactiveEnergyTotalL1 kvarh Reactive energy, import and export L1",
            Quantity.ReactiveEnergyTotalL2       => "reactiveEnergyTotalL2 kvarh Reactive energy, import and export L2",
            Quantity.ReactiveEnergyTotalL3       => "reactiveEnergyTotalL3 kvarh Reactive energy, import and export L3",
            Quantity.ReactiveEnergyQ1            => "reactiveEnergyQ1 kvarh Reactive energy, quadrant 1",
            Quantity.ReactiveEnergyQ2            => "reactiveEnergyQ2 kvarh Reactive energy, quadrant 2",
            Quantity.ReactiveEnergyQ3            => "reactiveEnergyQ3 kvarh Reactive energy, quadrant 3",
            Quantity.ReactiveEnergyQ4            => "reactiveEnergyQ4 kvarh Reactive energy, quadrant 4",
            Quantity.ReactiveEnergyResettable    => "reactiveEnergyResettable kvarh Reactive energy, resettable",
            Quantity.ReactiveEnergyImportTariff1 => "reactiveEnergyImportTariff1 kvarh Reactive energy, import, tariff 1",
            Quantity.ReactiveEnergyImportTariff2 => "reactiveEnergyImportTariff2 kvarh Reactive energy, import, tariff 2",
            Quantity.ReactiveEnergyExportTariff1 => "reactiveEnergyExportTariff1 kvarh Reactive energy, export, tariff 1",
            Quantity.ReactiveEnergyExportTariff2 => "reactiveEnergyExportTariff2 kvarh Reactive energy, export, tariff 2",
            Quantity.ApparentEnergy              => "apparentEnergy kVAh Apparent energy",
            Quantity.ApparentEnergyImport        => "apparentEnergyImport kVAh Apparent energy, import",
            Quantity.ApparentEnergyExport        => "apparentEnergyExport kVAh Apparent energy, export",
            Quantity.Charge                      => "charge Ah Charge",
            Quantity.DemandTotal                 => "demandTotal W Demand",
            Quantity.DemandTotalMax              => "demandTotalMax W Demand, highest",
            Quantity.DemandImport                => "demandImport W Demand, import",
            Quantity.DemandImportMax             => "demandImportMax W Demand, import, highest",
            Quantity.DemandExport                => "demandExport W Demand, export",
            Quantity.DemandExportMax             => "demandExportMax W Demand, export, highest",
            Quantity.DemandCurrent               => "demandCurrent A Current demand",
            Quantity.DemandCurrentMax            => "demandCurrentMax A Current demand, highest",
            Quantity.ThdVoltageL1                => "thdVoltageL1 % Voltage distortion L1",
            Quantity.ThdVoltageL2                => "thdVoltageL2 % Voltage distortion L2",
            Quantity.ThdVoltageL3                => "thdVoltageL3 % Voltage distortion L3",
            Quantity.ThdVoltageAverage           => "thdVoltageAverage % Voltage distortion, average",
            Quantity.ThdCurrentL1                => "thdCurrentL1 % Current distortion L1",
            Quantity.ThdCurrentL2                => "thdCurrentL2 % Current distortion L2",
            Quantity.ThdCurrentL3                => "thdCurrentL3 % Current distortion L3",
            Quantity.ThdCurrentAverage           => "thdCurrentAverage % Current distortion, average",
            Quantity.InverterPower               => "inverterPower W Inverter power",
            Quantity.InverterApparent            => "inverterApparent VA Inverter apparent power",
            Quantity.InverterReactive            => "inverterReactive var Inverter reactive power",
            Quantity.InverterEnergy              => "inverterEnergy kWh Inverter energy",
            Quantity.DcCurrent                   => "dcCurrent A DC current",
            Quantity.DcVoltage                   => "dcVoltage V DC voltage",
            Quantity.DcPower                     => "dcPower W DC power",
            Quantity.InverterTemperature         => "inverterTemperature °C Inverter temperature",
            Quantity.InverterState               => "inverterState - Inverter state (SunSpec number)",
            _ => "custom - Custom value",
        };
    }
}
