// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters
{
    /// <summary>Which requests read a set of rows, and which rows each of them brings. Made by BlockPlanner, never changed.</summary>
    public sealed class BlockPlan
    {
        private readonly ushort[] _address;
        private readonly byte[] _count;
        private readonly byte[] _function;
        private readonly byte[] _firstRow;    // where the block's rows begin in _rows
        private readonly byte[] _rows;

        /// <summary>Blocks in ascending order of function and address; rows: the table's row numbers, block by block.</summary>
        internal BlockPlan(ushort[] address, byte[] count, byte[] function, byte[] firstRow, byte[] rows)
        {
            _address = address;
            _count = count;
            _function = function;
            _firstRow = firstRow;
            _rows = rows;
        }

        /// <summary>Number of requests.</summary>
        public int Blocks => _address.Length;

        public int Address(int block) => _address[block];

        /// <summary>Registers (or bits) to ask for.</summary>
        public int Count(int block) => _count[block];

        public byte Function(int block) => _function[block];

        /// <summary>Number of rows that the block brings.</summary>
        public int RowCount(int block) => (block + 1 < _firstRow.Length ? _firstRow[block + 1] : _rows.Length) - _firstRow[block];

        /// <summary>The table's row number of one of the block's rows.</summary>
        public int Row(int block, int index) => _rows[_firstRow[block] + index];
    }
}
