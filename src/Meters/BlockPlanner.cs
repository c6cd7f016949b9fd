// SPDX-License-Identifier: MIT
using System;

namespace Wattwarden.Meters
{
    /// <summary>
    /// Finds the fewest requests that bring the wanted rows. Every row is read whole, within one request, its scale register included.
    /// Registers between wanted rows are read along when that is cheaper than another request and the table says that they can be read.
    /// </summary>
    public sealed class BlockPlanner
    {
        public const int MaxRows = 128;

        /// <summary>The row is asked for by itself.</summary>
        public const byte Alone = 1;

        /// <summary>No request reaches from rows before this one to it.</summary>
        public const byte BreakBefore = 2;

        /// <summary>The device lacks the row: it is neither asked for nor read through.</summary>
        public const byte Absent = 4;

        // A request costs 13 bytes, two silences and the meter's thinking time: about as much as this many registers at 9600 bit/s.
        private const int WorthReadingAlong = 24;

        // Only while a plan is made: plans are made when settings change, and the heap is small.
        private byte[] _order;
        private byte[] _planned;
        private bool[] _done;
        private ushort[] _address;
        private byte[] _count;
        private byte[] _function;
        private byte[] _firstRow;

        private RegisterTable _table;
        private byte[] _marks;
        private bool _strict;

        /// <summary>
        /// Plans the wanted rows. marks: per row Alone, BreakBefore, Absent, or 0. strict: read nothing but wanted registers.
        /// The same input gives the same plan. Allocates the plan.
        /// </summary>
        public BlockPlan Plan(RegisterTable table, bool[] wanted, byte[] marks, bool strict)
        {
            _table = table;
            _marks = marks;
            _strict = strict;
            TakeMemory(table.Count);
            int rows = Sort(wanted);
            int planned = 0;
            int blocks = 0;
            for (int i = 0; i < rows; i++)
            {
                if (_done[i]) continue;
                _firstRow[blocks] = (byte)planned;
                planned = Collect(i, rows, blocks++, planned);
            }

            BlockPlan plan = Copy(blocks, planned);
            TakeMemory(0);
            return plan;
        }

        private void TakeMemory(int rows)
        {
            _order = new byte[rows];
            _planned = new byte[rows];
            _done = new bool[rows];
            _address = new ushort[rows];
            _count = new byte[rows];
            _function = new byte[rows];
            _firstRow = new byte[rows];
        }

        // Insertion sort by function and first register: a preset is nearly sorted already.
        private int Sort(bool[] wanted)
        {
            int rows = 0;
            for (int row = 0; row < _table.Count; row++)
            {
                if (!wanted[row] || (_marks[row] & Absent) != 0) continue;
                int at = rows++;
                for (; at > 0 && IsBefore(row, _order[at - 1]); at--) _order[at] = _order[at - 1];
                _order[at] = (byte)row;
            }

            Array.Clear(_done, 0, rows);
            return rows;
        }

        private bool IsBefore(int row, int other)
        {
            if (_table.Function(row) != _table.Function(other)) return _table.Function(row) < _table.Function(other);
            return _table.First(row) < _table.First(other);
        }

        // The block begins at the first row not yet planned, as any plan must, and takes every later row that fits.
        private int Collect(int from, int rows, int block, int planned)
        {
            int first = _table.First(_order[from]);
            int end = _table.End(_order[from]);
            byte function = _table.Function(_order[from]);
            bool alone = (_marks[_order[from]] & Alone) != 0;
            _planned[planned++] = _order[from];
            for (int i = from + 1; i < rows && !alone; i++)
            {
                int row = _order[i];
                if (_done[i] || (_marks[row] & Alone) != 0) continue;
                if ((_marks[row] & BreakBefore) != 0 || _table.Function(row) != function) break;
                if (_table.First(row) - first >= _table.MaxRegisters || !MayJoin(end, _table.First(row), function)) break;
                if (_table.End(row) - first > _table.MaxRegisters) continue;
                if (_table.End(row) > end) end = _table.End(row);
                _planned[planned++] = (byte)row;
                _done[i] = true;
            }

            _address[block] = (ushort)first;
            _count[block] = (byte)(end - first);
            _function[block] = function;
            return planned;
        }

        private bool MayJoin(int end, int next, byte function)
        {
            if (next <= end) return true;
            if (_strict || next - end > WorthReadingAlong) return false;
            if (_table.MayReadThrough(end, next)) return true;
            int at = end;
            while (at < next)
            {
                int further = EndOfRowsAt(at, function);
                if (further == at) return false;
                at = further;
            }

            return true;
        }

        private int EndOfRowsAt(int register, byte function)
        {
            int end = register;
            for (int row = 0; row < _table.Count; row++)
            {
                if (_table.Function(row) != function || _table.IsOptional(row) || (_marks[row] & Absent) != 0) continue;
                if (_table.First(row) <= register && _table.End(row) > end) end = _table.End(row);
            }

            return end;
        }

        private BlockPlan Copy(int blocks, int planned)
        {
            var address = new ushort[blocks];
            var count = new byte[blocks];
            var function = new byte[blocks];
            var firstRow = new byte[blocks];
            var rows = new byte[planned];
            Array.Copy(_address, address, blocks);
            Array.Copy(_count, count, blocks);
            Array.Copy(_function, function, blocks);
            Array.Copy(_firstRow, firstRow, blocks);
            Array.Copy(_planned, rows, planned);
            return new BlockPlan(address, count, function, firstRow, rows);
        }
    }
}
