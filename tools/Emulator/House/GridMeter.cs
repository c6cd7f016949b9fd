// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>The counters at the grid connection. They count what flows through the phases and know nothing of sun or loads.</summary>
internal sealed class GridMeter
{
    private readonly double[] _importWh = new double[3];
    private readonly double[] _exportWh = new double[3];
    private readonly double[] _importVarh = new double[3];
    private readonly double[] _exportVarh = new double[3];

    public double ImportWh { get; private set; }

    public double ExportWh { get; private set; }

    public double ImportVarh { get; private set; }

    public double ExportVarh { get; private set; }

    public void Pass(double seconds, double[] watts, double[] reactive)
    {
        double hours = seconds / 3600;
        for (int phase = 0; phase < 3; phase++)
        {
            if (watts[phase] > 0) _importWh[phase] += watts[phase] * hours;
            else _exportWh[phase] -= watts[phase] * hours;
            if (reactive[phase] > 0) _importVarh[phase] += reactive[phase] * hours;
            else _exportVarh[phase] -= reactive[phase] * hours;
        }

        // The total registers balance the phases at every moment, as these meters do.
        double total = watts[0] + watts[1] + watts[2];
        double totalReactive = reactive[0] + reactive[1] + reactive[2];
        if (total > 0) ImportWh += total * hours;
        else ExportWh -= total * hours;
        if (totalReactive > 0) ImportVarh += totalReactive * hours;
        else ExportVarh -= totalReactive * hours;
    }

    public void CopyTo(GridReading reading)
    {
        reading.ImportKWh = ImportWh / 1000;
        reading.ExportKWh = ExportWh / 1000;
        reading.ImportKvarh = ImportVarh / 1000;
        reading.ExportKvarh = ExportVarh / 1000;
        for (int phase = 0; phase < 3; phase++)
        {
            reading.PhaseImportKWh[phase] = _importWh[phase] / 1000;
            reading.PhaseExportKWh[phase] = _exportWh[phase] / 1000;
            reading.PhaseImportKvarh[phase] = _importVarh[phase] / 1000;
            reading.PhaseExportKvarh[phase] = _exportVarh[phase] / 1000;
        }
    }
}
