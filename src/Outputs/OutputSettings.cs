// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Outputs
{
    /// <summary>What the owner set for each output. Only OutputsSection fills one; after that nothing changes in it.</summary>
    public sealed class OutputSettings
    {
        public const int DefaultHoldSeconds = 10;

        internal readonly string[] Names = new string[PointId.OutputCount];
        internal readonly int[] MinOnSeconds = new int[PointId.OutputCount];
        internal readonly int[] MinOffSeconds = new int[PointId.OutputCount];
        internal readonly int[] HoldSeconds = new int[PointId.OutputCount];
        internal readonly bool[] Safe = new bool[PointId.OutputCount];
        internal readonly byte[] Restarts = new byte[PointId.OutputCount];

        internal OutputSettings()
        {
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                Names[i] = "OUT" + i.ToString();
                HoldSeconds[i] = DefaultHoldSeconds;
            }
        }

        public string Name(int output) => Names[output];

        public long MinOnMs(int output) => MinOnSeconds[output] * 1000L;

        public long MinOffMs(int output) => MinOffSeconds[output] * 1000L;

        /// <summary>How long the output keeps its state when what decides it is unknown.</summary>
        public long HoldMs(int output) => HoldSeconds[output] * 1000L;

        /// <summary>The state after the hold time, and in a safety stop.</summary>
        public bool SafeOn(int output) => Safe[output];

        public RestartState Restart(int output) => (RestartState)Restarts[output];
    }
}
