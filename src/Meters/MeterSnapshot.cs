// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Points;

namespace Wattwarden.Meters
{
    /// <summary>A copy of one module's rows for another thread: filled by the loop through MeterBank.CopyLive, read by an edge. Reusable.</summary>
    public sealed class MeterSnapshot
    {
        private readonly long[] _milli = new long[BlockPlanner.MaxRows];
        private readonly long[] _ageMs = new long[BlockPlanner.MaxRows];
        private readonly byte[] _quality = new byte[BlockPlanner.MaxRows];
        private readonly bool[] _refused = new bool[BlockPlanner.MaxRows];
        private readonly sbyte[] _point = new sbyte[BlockPlanner.MaxRows];
        private RegisterTable _table;

        /// <summary>Settings of the module; null when it is not set up.</summary>
        public ModuleSettings Settings { get; private set; }

        /// <summary>True while the device's register map is still being looked for (SunSpec).</summary>
        public bool IsDiscovering { get; private set; }

        /// <summary>The exception that the meter answers instead of what is wanted of it; Ok: none.</summary>
        public ModbusStatus Refusal { get; private set; }

        /// <summary>Number of rows.</summary>
        public int Count { get; private set; }

        /// <summary>Id as in settings and topics. Allocates, as the next two.</summary>
        public string Id(int row) => _table.RowId(row);

        public string Title(int row) => _table.RowTitle(row);

        public string Unit(int row) => _table.RowUnit(row);

        public long Milli(int row) => _milli[row];

        public Quality Quality(int row) => (Quality)_quality[row];

        /// <summary>Milliseconds since the last good reading; -1: never.</summary>
        public long AgeMs(int row) => _ageMs[row];

        /// <summary>True when the meter answers, but not with the row's value.</summary>
        public bool IsRefused(int row) => _refused[row];

        /// <summary>The point that the row feeds; PointId.None: none.</summary>
        public int Point(int row) => _point[row];

        internal void Begin(ModuleSettings settings, RegisterTable table, bool discovering, ModbusStatus refusal)
        {
            Settings = settings;
            IsDiscovering = discovering;
            Refusal = refusal;
            _table = table;
            Count = 0;
        }

        internal void Add(long milli, Quality quality, long ageMs, int point, bool refused)
        {
            _milli[Count] = milli;
            _quality[Count] = (byte)quality;
            _ageMs[Count] = ageMs;
            _refused[Count] = refused;
            _point[Count++] = (sbyte)point;
        }
    }
}
