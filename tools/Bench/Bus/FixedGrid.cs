// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;

namespace Wattwarden.Bench.Bus;

/// <summary>A grid connection at which nothing changes: what is measured here is the bus.</summary>
internal sealed class FixedGrid : IGridConnection
{
    public void Measure(GridReading reading, long nowUs)
    {
        for (int phase = 0; phase < 3; phase++)
        {
            reading.Volts[phase] = 230;
            reading.Watts[phase] = -700;
            reading.Reactive[phase] = 50;
        }

        reading.ImportKWh = 1234.5;
        reading.ExportKWh = 321.25;
    }
}
