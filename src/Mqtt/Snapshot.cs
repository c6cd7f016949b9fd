// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;

namespace Wattwarden.Mqtt
{
    /// <summary>A copy of what the loop owns, as far as it is published.</summary>
    internal sealed class Snapshot : LoopJob
    {
        public readonly PointTable Points = new PointTable();

        protected override void Run(EnergyController controller, long nowMs) => controller.CopyTo(Points);
    }
}
