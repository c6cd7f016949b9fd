// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>What can be measured at the grid connection at one moment. Power: import positive. Arrays hold L1, L2, L3.</summary>
public sealed class GridReading
{
    public double[] Volts { get; } = new double[3];

    public double[] Watts { get; } = new double[3];

    /// <summary>Reactive power, var, inductive positive.</summary>
    public double[] Reactive { get; } = new double[3];

    public double Hertz { get; set; } = 50;

    public double ImportKWh { get; set; }

    public double ExportKWh { get; set; }

    public double ImportKvarh { get; set; }

    public double ExportKvarh { get; set; }

    public double[] PhaseImportKWh { get; } = new double[3];

    public double[] PhaseExportKWh { get; } = new double[3];

    public double[] PhaseImportKvarh { get; } = new double[3];

    public double[] PhaseExportKvarh { get; } = new double[3];

    public double TotalWatts => Watts[0] + Watts[1] + Watts[2];

    public double TotalReactive => Reactive[0] + Reactive[1] + Reactive[2];

    public double Apparent(int phase) => Math.Sqrt((Watts[phase] * Watts[phase]) + (Reactive[phase] * Reactive[phase]));

    public double TotalApparent => Math.Sqrt((TotalWatts * TotalWatts) + (TotalReactive * TotalReactive));

    /// <summary>Amount of current, never negative.</summary>
    public double Amperes(int phase) => Volts[phase] > 0 ? Apparent(phase) / Volts[phase] : 0;
}

/// <summary>Where a meter is clamped on.</summary>
public interface IGridConnection
{
    /// <summary>Fills in what is measured at this moment of the house.</summary>
    void Measure(GridReading reading, long nowUs);
}
