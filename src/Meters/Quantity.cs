// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters
{
    /// <summary>
    /// What a meter can measure. Names, units and ids are in QuantityCatalog; the numbers are never stored.
    /// Runs of L1, L2, L3, total keep this order: code relies on the distances.
    /// </summary>
    public enum Quantity : byte
    {
        /// <summary>A row of a custom module, which brings its own name and unit.</summary>
        Custom = 0,

        VoltageL1, VoltageL2, VoltageL3, VoltageAverage,
        VoltageL12, VoltageL23, VoltageL31, VoltageLineAverage,
        CurrentL1, CurrentL2, CurrentL3, CurrentNeutral, CurrentAverage, CurrentSum,

        PowerL1, PowerL2, PowerL3, PowerTotal,
        PowerImport, PowerExport,
        ApparentL1, ApparentL2, ApparentL3, ApparentTotal,
        ReactiveL1, ReactiveL2, ReactiveL3, ReactiveTotal,
        PowerFactorL1, PowerFactorL2, PowerFactorL3, PowerFactorTotal,
        PhaseAngleL1, PhaseAngleL2, PhaseAngleL3, PhaseAngleTotal,
        Frequency, PhaseSequence,

        EnergyImport, EnergyImportL1, EnergyImportL2, EnergyImportL3,
        EnergyExport, EnergyExportL1, EnergyExportL2, EnergyExportL3,
        EnergyTotal, EnergyTotalL1, EnergyTotalL2, EnergyTotalL3,
        EnergyNet,
        EnergyResettable, EnergyImportResettable, EnergyExportResettable,
        EnergyTariff1, EnergyTariff2, EnergyTariff3, EnergyTariff4,
        EnergyImportTariff1, EnergyImportTariff2, EnergyImportTariff3, EnergyImportTariff4,
        EnergyExportTariff1, EnergyExportTariff2, EnergyExportTariff3, EnergyExportTariff4,

        ReactiveEnergyImport, ReactiveEnergyImportL1, ReactiveEnergyImportL2, ReactiveEnergyImportL3,
        ReactiveEnergyExport, ReactiveEnergyExportL1, ReactiveEnergyExportL2, ReactiveEnergyExportL3,
        ReactiveEnergyTotal, ReactiveEnergyTotalL1, ReactiveEnergyTotalL2, ReactiveEnergyTotalL3,
        ReactiveEnergyQ1, ReactiveEnergyQ2, ReactiveEnergyQ3, ReactiveEnergyQ4,
        ReactiveEnergyResettable,
        ReactiveEnergyImportTariff1, ReactiveEnergyImportTariff2,
        ReactiveEnergyExportTariff1, ReactiveEnergyExportTariff2,
        ApparentEnergy, ApparentEnergyImport, ApparentEnergyExport, Charge,

        DemandTotal, DemandTotalMax,
        DemandImport, DemandImportMax,
        DemandExport, DemandExportMax,
        DemandCurrent, DemandCurrentMax,
        ThdVoltageL1, ThdVoltageL2, ThdVoltageL3, ThdVoltageAverage,
        ThdCurrentL1, ThdCurrentL2, ThdCurrentL3, ThdCurrentAverage,

        InverterPower, InverterApparent, InverterReactive, InverterEnergy,
        DcCurrent, DcVoltage, DcPower, InverterTemperature, InverterState,
    }
}
