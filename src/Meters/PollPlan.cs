// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Modbus;

namespace Wattwarden.Meters
{
    /// <summary>
    /// In which order a module's blocks are asked for. A round is every fast block and then one slow block, if one is due.
    /// Learns what the meter refuses. Block numbers: the fast blocks first, then the slow ones.
    /// </summary>
    internal sealed class PollPlan
    {
        private readonly BlockPlanner _planner;
        private readonly RegisterTable _table;
        private readonly bool[] _isFast;
        private readonly byte[] _marks;
        private bool _strict;
        private long[] _slowDueAtMs;
        private int _nextFast;
        private int _nextSlow;

        public PollPlan(BlockPlanner planner, RegisterTable table)
        {
            _planner = planner;
            _table = table;
            _isFast = new bool[table.Count];
            _marks = new byte[table.Count];
        }

        public BlockPlan Fast { get; private set; }

        public BlockPlan Slow { get; private set; }

        public int Blocks => Fast.Blocks + Slow.Blocks;

        public bool IsFast(int row) => _isFast[row];

        /// <summary>Block number to ask for now.</summary>
        public int Next => _nextFast < Fast.Blocks ? _nextFast : Fast.Blocks + _nextSlow;

        public BlockPlan PlanOf(int block) => block < Fast.Blocks ? Fast : Slow;

        /// <summary>The block's number within PlanOf(block).</summary>
        public int Within(int block) => block < Fast.Blocks ? block : block - Fast.Blocks;

        /// <summary>Makes the fast rows those that feed a used point, or, when there are none, those that feed any; and plans anew.</summary>
        public void Make(sbyte[] rowOfPoint, bool[] usedPoints)
        {
            bool anyUsed = false;
            for (int i = 0; i < rowOfPoint.Length; i++) anyUsed = anyUsed || (rowOfPoint[i] >= 0 && usedPoints[i]);
            Array.Clear(_isFast, 0, _isFast.Length);
            for (int i = 0; i < rowOfPoint.Length; i++)
            {
                if (rowOfPoint[i] >= 0 && (!anyUsed || usedPoints[i])) _isFast[rowOfPoint[i]] = true;
            }

            MakeBlocks();
        }

        /// <summary>
        /// The block has been asked for. Returns when the next one is due, if not before soonestMs. onlyFast: no slow block has its turn now,
        /// so that rows that rules use learn without delay that the meter is gone.
        /// </summary>
        public long Advance(int block, long nowMs, long soonestMs, bool onlyFast)
        {
            if (block < Fast.Blocks)
            {
                _nextFast = block + 1;
            }
            else
            {
                _slowDueAtMs[_nextSlow] = nowMs + MeterModule.SlowMs;
                _nextSlow = (_nextSlow + 1) % Slow.Blocks;
                _nextFast = 0;
            }

            if (_nextFast < Fast.Blocks) return soonestMs;
            if (Slow.Blocks > 0 && (Fast.Blocks == 0 || (!onlyFast && _slowDueAtMs[_nextSlow] <= nowMs)))
                return _slowDueAtMs[_nextSlow] > soonestMs ? _slowDueAtMs[_nextSlow] : soonestMs;
            _nextFast = 0;
            return soonestMs;
        }

        /// <summary>
        /// The meter refuses the block: something in it does not exist there. First nothing but wanted registers is read, then optional rows are asked
        /// for by themselves, then the block is halved; an optional row that is refused by itself is absent. False: nothing more to divide.
        /// </summary>
        public bool Divide(int block, ModbusStatus status, MeterReadings readings)
        {
            BlockPlan plan = PlanOf(block);
            int within = Within(block);
            int rows = plan.RowCount(within);
            int first = plan.Row(within, 0);
            if (rows == 1)
            {
                if (!_table.IsOptional(first)) return false;
                _marks[first] |= BlockPlanner.Absent;
                readings.Miss(first, status);
                readings.Fail(first);
            }
            else if (!_strict)
            {
                _strict = true;
            }
            else if (!SetOptionalAlone(plan, within))
            {
                _marks[plan.Row(within, rows / 2)] |= BlockPlanner.BreakBefore;
            }

            MakeBlocks();
            return true;
        }

        /// <summary>It may be another meter now: plans as if nothing had been refused.</summary>
        public void ForgetRefusals()
        {
            _strict = false;
            Array.Clear(_marks, 0, _marks.Length);
            MakeBlocks();
        }

        private bool SetOptionalAlone(BlockPlan plan, int block)
        {
            bool any = false;
            for (int i = 0; i < plan.RowCount(block); i++)
            {
                int row = plan.Row(block, i);
                if (!_table.IsOptional(row)) continue;
                _marks[row] |= BlockPlanner.Alone;
                any = true;
            }

            return any;
        }

        private void MakeBlocks()
        {
            Fast = _planner.Plan(_table, _isFast, _marks, _strict);
            bool[] isSlow = new bool[_isFast.Length];
            for (int row = 0; row < isSlow.Length; row++) isSlow[row] = !_isFast[row];
            Slow = _planner.Plan(_table, isSlow, _marks, _strict);
            _slowDueAtMs = new long[Slow.Blocks];
            _nextFast = 0;
            _nextSlow = 0;
        }
    }
}
