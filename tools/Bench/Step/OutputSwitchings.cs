// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;

namespace Wattwarden.Bench.Step;

/// <summary>How often relays have switched so far: shows that what was measured was at work.</summary>
internal sealed class OutputSwitchings(EnergyController controller)
{
    private readonly OutputSnapshot _snapshot = new();

    public int Total
    {
        get
        {
            controller.CopyTo(_snapshot);
            return Enumerable.Range(0, PointId.OutputCount).Sum(_snapshot.SwitchCount);
        }
    }
}
