// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Diagnostics;
using Wattwarden.Points;

namespace Wattwarden.Mqtt
{
    /// <summary>A copy of what the loop owns, as far as it is published; and in return, what the edge has to report.</summary>
    internal sealed class Snapshot : LoopJob
    {
        public const int MaxNews = 4;

        public readonly PointTable Points = new PointTable();
        public readonly Inventory Inventory = new Inventory();

        /// <summary>What came and went since the last copies, at most MaxNews at a time; the reader sets NewsCount to 0 when he has passed them on.</summary>
        public readonly DiagnosticEntry[] News = new DiagnosticEntry[MaxNews];
        public int NewsCount;
        public int Seen;
        public bool IsRestarting;

        /// <summary>Number of the condition "no connection" in the log, and whether it is there.</summary>
        public int Condition;
        public bool IsOffline;
        public string Why = "";

        public Snapshot()
        {
            for (int i = 0; i < MaxNews; i++) News[i] = new DiagnosticEntry();
        }

        /// <summary>Goes on where another one may never come back from the loop.</summary>
        public Snapshot(Snapshot before)
            : this()
        {
            Seen = before.Seen;
            Condition = before.Condition;
        }

        protected override void Run(EnergyController controller, long nowMs)
        {
            controller.CopyTo(Points);
            controller.CopyTo(Inventory);
            IsRestarting = controller.IsRestarting;
            controller.Diagnostics.Set(Condition, IsOffline, Why, nowMs);
            while (NewsCount < MaxNews && controller.Diagnostics.TryTake(ref Seen, News[NewsCount])) NewsCount++;
        }
    }
}
