// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.View
{
    /// <summary>What the installer has arranged, as one value that is replaced, never changed.</summary>
    public sealed class ViewSettings
    {
        public const int MaxTiles = 40;
        public const int Columns = 12;
        public const int Rows = 100;
        public const int MaxCurves = 4;

        /// <summary>Elements that users and viewers do not see.</summary>
        public readonly bool[] Hidden = new bool[ElementId.Count];

        /// <summary>False: users may arrange the tiles.</summary>
        public bool Locked = true;

        public int TileCount;
        public readonly byte[] TileElement = new byte[MaxTiles];
        public readonly byte[] TileX = new byte[MaxTiles];
        public readonly byte[] TileY = new byte[MaxTiles];
        public readonly byte[] TileW = new byte[MaxTiles];
        public readonly byte[] TileH = new byte[MaxTiles];

        /// <summary>Points of grid, sun and house; PointId.None: there is none.</summary>
        public int Grid = PointId.FirstMeter;
        public bool GridInverted;
        public int Solar = PointId.None;
        public bool SolarInverted;
        public int House = PointId.None;

        /// <summary>Points whose curves are kept beside grid power.</summary>
        public int CurveCount;
        public readonly byte[] Curve = new byte[MaxCurves];

        /// <summary>The same with other tiles.</summary>
        internal ViewSettings WithTilesOf(ViewSettings tiles)
        {
            var copy = new ViewSettings
            {
                Locked = Locked, Grid = Grid, GridInverted = GridInverted, Solar = Solar, SolarInverted = SolarInverted, House = House,
                CurveCount = CurveCount, TileCount = tiles.TileCount,
            };
            System.Array.Copy(Hidden, copy.Hidden, ElementId.Count);
            System.Array.Copy(Curve, copy.Curve, MaxCurves);
            System.Array.Copy(tiles.TileElement, copy.TileElement, MaxTiles);
            System.Array.Copy(tiles.TileX, copy.TileX, MaxTiles);
            System.Array.Copy(tiles.TileY, copy.TileY, MaxTiles);
            System.Array.Copy(tiles.TileW, copy.TileW, MaxTiles);
            System.Array.Copy(tiles.TileH, copy.TileH, MaxTiles);
            return copy;
        }

        /// <summary>The first tile before this one that it lies on, or shows the same as; -1: none.</summary>
        internal int Conflict(int tile)
        {
            for (int i = 0; i < tile; i++)
            {
                bool beside = TileX[i] + TileW[i] <= TileX[tile] || TileX[tile] + TileW[tile] <= TileX[i];
                bool above = TileY[i] + TileH[i] <= TileY[tile] || TileY[tile] + TileH[tile] <= TileY[i];
                if (TileElement[i] == TileElement[tile] || (!beside && !above)) return i;
            }

            return -1;
        }
    }
}
