// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;

namespace Wattwarden.Emulator.Meters;

/// <summary>What a register can show. Units: V, A, W, VA, var, Hz, degrees, kWh, kvarh, kVAh, percent.</summary>
public enum Quantity
{
    Zero,
    VoltL1, VoltL2, VoltL3, VoltAverage,
    VoltL12, VoltL23, VoltL31, VoltLineAverage,
    AmpereL1, AmpereL2, AmpereL3, AmpereAverage, AmpereSum, AmpereNeutral,
    WattL1, WattL2, WattL3, WattTotal, WattImport, WattExport,
    ApparentL1, ApparentL2, ApparentL3, ApparentTotal,
    ReactiveL1, ReactiveL2, ReactiveL3, ReactiveTotal,
    FactorL1, FactorL2, FactorL3, FactorTotal,
    AngleL1, AngleL2, AngleL3, AngleTotal,
    Hertz,
    ImportKWh, ImportKWhL1, ImportKWhL2, ImportKWhL3,
    ExportKWh, ExportKWhL1, ExportKWhL2, ExportKWhL3,
    BothKWh, BothKWhL1, BothKWhL2, BothKWhL3, NetKWh,
    ImportKvarh, ImportKvarhL1, ImportKvarhL2, ImportKvarhL3,
    ExportKvarh, ExportKvarhL1, ExportKvarhL2, ExportKvarhL3,
    BothKvarh, BothKvarhL1, BothKvarhL2, BothKvarhL3,
    DistortionVolt, DistortionAmpere,
}

internal static class Quantities
{
    public static double Of(this GridReading grid, Quantity quantity) => quantity switch
    {
        Quantity.VoltL1 or Quantity.VoltL2 or Quantity.VoltL3 => grid.Volts[quantity - Quantity.VoltL1],
        Quantity.VoltAverage => Average(grid),
        Quantity.VoltL12 => Line(grid, 0, 1),
        Quantity.VoltL23 => Line(grid, 1, 2),
        Quantity.VoltL31 => Line(grid, 2, 0),
        Quantity.VoltLineAverage => (Line(grid, 0, 1) + Line(grid, 1, 2) + Line(grid, 2, 0)) / 3,
        Quantity.AmpereL1 or Quantity.AmpereL2 or Quantity.AmpereL3 => grid.Amperes(quantity - Quantity.AmpereL1),
        Quantity.AmpereAverage => Sum(grid) / 3,
        Quantity.AmpereSum => Sum(grid),
        Quantity.AmpereNeutral => Neutral(grid),
        Quantity.WattL1 or Quantity.WattL2 or Quantity.WattL3 => grid.Watts[quantity - Quantity.WattL1],
        Quantity.WattTotal => grid.TotalWatts,
        Quantity.WattImport => Math.Max(0, grid.TotalWatts),
        Quantity.WattExport => Math.Max(0, -grid.TotalWatts),
        Quantity.ApparentL1 or Quantity.ApparentL2 or Quantity.ApparentL3 => grid.Apparent(quantity - Quantity.ApparentL1),
        Quantity.ApparentTotal => grid.TotalApparent,
        Quantity.ReactiveL1 or Quantity.ReactiveL2 or Quantity.ReactiveL3 => grid.Reactive[quantity - Quantity.ReactiveL1],
        Quantity.ReactiveTotal => grid.TotalReactive,
        Quantity.FactorL1 or Quantity.FactorL2 or Quantity.FactorL3 => Factor(grid.Watts[quantity - Quantity.FactorL1], grid.Apparent(quantity - Quantity.FactorL1)),
        Quantity.FactorTotal => Factor(grid.TotalWatts, grid.TotalApparent),
        Quantity.AngleL1 or Quantity.AngleL2 or Quantity.AngleL3 => Angle(grid.Watts[quantity - Quantity.AngleL1], grid.Reactive[quantity - Quantity.AngleL1]),
        Quantity.AngleTotal => Angle(grid.TotalWatts, grid.TotalReactive),
        Quantity.Hertz => grid.Hertz,
        Quantity.DistortionVolt => 1.8,
        Quantity.DistortionAmpere => 6.5,
        _ => grid.Energy(quantity),
    };

    private static double Energy(this GridReading grid, Quantity quantity) => quantity switch
    {
        Quantity.ImportKWh => grid.ImportKWh,
        Quantity.ExportKWh => grid.ExportKWh,
        Quantity.BothKWh => grid.ImportKWh + grid.ExportKWh,
        Quantity.NetKWh => grid.ImportKWh - grid.ExportKWh,
        Quantity.ImportKWhL1 or Quantity.ImportKWhL2 or Quantity.ImportKWhL3 => grid.PhaseImportKWh[quantity - Quantity.ImportKWhL1],
        Quantity.ExportKWhL1 or Quantity.ExportKWhL2 or Quantity.ExportKWhL3 => grid.PhaseExportKWh[quantity - Quantity.ExportKWhL1],
        Quantity.BothKWhL1 or Quantity.BothKWhL2 or Quantity.BothKWhL3 =>
            grid.PhaseImportKWh[quantity - Quantity.BothKWhL1] + grid.PhaseExportKWh[quantity - Quantity.BothKWhL1],
        Quantity.ImportKvarh => grid.ImportKvarh,
        Quantity.ExportKvarh => grid.ExportKvarh,
        Quantity.BothKvarh => grid.ImportKvarh + grid.ExportKvarh,
        Quantity.ImportKvarhL1 or Quantity.ImportKvarhL2 or Quantity.ImportKvarhL3 => grid.PhaseImportKvarh[quantity - Quantity.ImportKvarhL1],
        Quantity.ExportKvarhL1 or Quantity.ExportKvarhL2 or Quantity.ExportKvarhL3 => grid.PhaseExportKvarh[quantity - Quantity.ExportKvarhL1],
        Quantity.BothKvarhL1 or Quantity.BothKvarhL2 or Quantity.BothKvarhL3 =>
            grid.PhaseImportKvarh[quantity - Quantity.BothKvarhL1] + grid.PhaseExportKvarh[quantity - Quantity.BothKvarhL1],
        _ => 0,
    };

    private static double Average(GridReading grid) => grid.Volts[1] == 0 ? grid.Volts[0] : (grid.Volts[0] + grid.Volts[1] + grid.Volts[2]) / 3;

    private static double Sum(GridReading grid) => grid.Amperes(0) + grid.Amperes(1) + grid.Amperes(2);

    // Two phases 120° apart.
    private static double Line(GridReading grid, int one, int other)
    {
        double a = grid.Volts[one];
        double b = grid.Volts[other];
        return b == 0 || a == 0 ? 0 : Math.Sqrt((a * a) + (b * b) + (a * b));
    }

    // Sum of the three in-phase currents as arrows 120° apart.
    private static double Neutral(GridReading grid)
    {
        double a = Signed(0);
        double b = Signed(1);
        double c = Signed(2);
        return Math.Sqrt(Math.Max(0, (a * a) + (b * b) + (c * c) - (a * b) - (b * c) - (c * a)));

        double Signed(int phase) => grid.Volts[phase] == 0 ? 0 : grid.Watts[phase] / grid.Volts[phase];
    }

    private static double Factor(double watts, double apparent) => apparent < 0.01 ? 1 : watts / apparent;

    private static double Angle(double watts, double reactive) => Math.Atan2(reactive, watts) * 180 / Math.PI;
}
