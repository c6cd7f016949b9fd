// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>Which row of which module feeds each of m1…m30. Never changed after it is built.</summary>
    public sealed class MeterMapping
    {
        /// <summary>Module 1…3 by point; 0: the point is free.</summary>
        public readonly byte[] Module = new byte[PointId.MeterCount];

        /// <summary>Id of the module's row, for example "powerTotal".</summary>
        public readonly string[] RowId = Strings.Blank(PointId.MeterCount);

        /// <summary>The owner's name for the point.</summary>
        public readonly string[] Name = Strings.Blank(PointId.MeterCount);

        public void Set(int index, int module, string rowId, string name)
        {
            Module[index] = (byte)module;
            RowId[index] = rowId;
            Name[index] = name;
        }

        public bool HasSameSource(MeterMapping other, int index) => Module[index] == other.Module[index] && RowId[index] == other.RowId[index];

        /// <summary>The point that a module's row feeds already; -1: none.</summary>
        public int IndexOf(int module, string rowId)
        {
            for (int i = 0; i < Module.Length; i++)
            {
                if (Module[i] == module && RowId[i] == rowId) return i;
            }

            return -1;
        }
    }
}
