// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters
{
    /// <summary>How long the requests of a plan keep the bus, and from that the age at which a value is too old.</summary>
    public static class PlanTiming
    {
        // request:  slave function address address count count crc crc
        // answer:   slave function bytes <2 × count> crc crc
        private const int RequestBytes = 8;
        private const int AnswerBytes = 5;
        private const int SilentCharacters = 7;   // 3.5 before the request and before the answer
        private const int ThinkingMs = 50;        // meters answer in 20 to 100 ms
        private const int ShortestLimitMs = 1000;
        private const int PollsToStale = 3;

        /// <summary>Bytes on the wire for one round of the plan.</summary>
        public static int Bytes(BlockPlan plan)
        {
            int bytes = 0;
            for (int block = 0; block < plan.Blocks; block++) bytes += RequestBytes + AnswerBytes + DataBytes(plan, block);
            return bytes;
        }

        /// <summary>Milliseconds that a block keeps the bus, the meter's usual thinking time included.</summary>
        public static int BlockMs(BlockPlan plan, int block, ModuleSettings settings)
        {
            int characters = RequestBytes + AnswerBytes + SilentCharacters + DataBytes(plan, block);
            int bits = 9 + settings.StopBits + (settings.Parity == LineParity.None ? 0 : 1);
            return characters * bits * 1000 / settings.BitRate + 1 + ThinkingMs + settings.Table.GapMs;
        }

        public static int LongestMs(BlockPlan plan, ModuleSettings settings)
        {
            int longestMs = 0;
            for (int block = 0; block < plan.Blocks; block++)
            {
                int ms = BlockMs(plan, block, settings);
                if (ms > longestMs) longestMs = ms;
            }

            return longestMs;
        }

        /// <summary>
        /// Three expected polls, each of them allowed to fail by time-out: so a meter that is silent fails by count first, and age catches a bus
        /// that has stopped altogether. othersMs: bus time of the other modules between two requests of this one.
        /// </summary>
        public static long StaleAfterMs(bool fastRow, BlockPlan fast, BlockPlan slow, ModuleSettings settings, int failedPollMs, int othersMs)
        {
            long perRequestMs = settings.PollMs + othersMs;
            long roundMs = LongestMs(slow, settings) + perRequestMs;
            for (int block = 0; block < fast.Blocks; block++) roundMs += BlockMs(fast, block, settings) + perRequestMs;
            long intervalMs = fastRow ? roundMs : roundMs * slow.Blocks;
            if (!fastRow && intervalMs < MeterModule.SlowMs + roundMs) intervalMs = MeterModule.SlowMs + roundMs;
            long limitMs = PollsToStale * (intervalMs + failedPollMs);
            return limitMs < ShortestLimitMs ? ShortestLimitMs : limitMs;
        }

        private static int DataBytes(BlockPlan plan, int block) => plan.Function(block) <= 2 ? (plan.Count(block) + 7) / 8 : plan.Count(block) * 2;
    }
}
