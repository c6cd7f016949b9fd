// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.View
{
    /// <summary>
    /// Section "view": what users see and where it lies, which points the energy flow shows, whose curves are kept.
    /// {"hidden":["m7"],"locked":true,"tiles":[{"id":"out1","x":0,"y":0,"w":3,"h":2}],"flow":{"grid":"m1"},"day":["ds1"]}
    /// </summary>
    public sealed class ViewSection : ISettingsSection
    {
        private ViewSettings _current = new ViewSettings();
        private ViewSettings _staged;

        public string Name => "view";

        public ViewSettings Current => _current;

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            fault.Section = Name;
            _staged = new ViewReader(reader, fault).ReadAll();
            return _staged != null;
        }

        public void Commit()
        {
            if (_staged == null) return;
            _current = _staged;
            _staged = null;
        }

        public void Write(JsonWriter writer, bool staged) => Write(writer, staged && _staged != null ? _staged : _current, false);

        /// <summary>Writes the value; for users and viewers without the names of what they do not see.</summary>
        public static void Write(JsonWriter writer, ViewSettings view, bool forUsers)
        {
            writer.BeginObject();
            writer.Name("hidden");
            writer.BeginArray();
            for (int i = 0; i < ElementId.Count && !forUsers; i++)
            {
                if (view.Hidden[i]) writer.Value(ElementId.Format(i));
            }

            writer.EndArray();
            writer.Member("locked", view.Locked);
            writer.Name("tiles");
            writer.BeginArray();
            for (int i = 0; i < view.TileCount; i++)
            {
                if (!forUsers || !view.Hidden[view.TileElement[i]]) WriteTile(writer, view, i);
            }

            writer.EndArray();
            writer.Name("flow");
            writer.BeginObject();
            writer.Member("grid", PointWord(view, view.Grid, forUsers));
            writer.Member("gridInverted", view.GridInverted);
            writer.Member("solar", PointWord(view, view.Solar, forUsers));
            writer.Member("solarInverted", view.SolarInverted);
            writer.Member("house", PointWord(view, view.House, forUsers));
            writer.EndObject();
            writer.Name("day");
            writer.BeginArray();
            for (int i = 0; i < view.CurveCount; i++)
            {
                if (!forUsers || !view.Hidden[view.Curve[i]]) writer.Value(PointId.Format(view.Curve[i]));
            }

            writer.EndArray();
            writer.EndObject();
        }

        /// <summary>Writes the whole section with other tiles, read from {"tiles":[…]}. False: the fault says why.</summary>
        public bool TryWriteWithTiles(JsonReader reader, SettingsFault fault, JsonWriter writer)
        {
            ViewSettings tiles = new ViewReader(reader, fault).ReadTilesOnly();
            if (tiles == null) return false;
            Write(writer, _current.WithTilesOf(tiles), false);
            return true;
        }

        private static string PointWord(ViewSettings view, int point, bool forUsers) =>
            point == PointId.None || (forUsers && view.Hidden[point]) ? null : PointId.Format(point);

        private static void WriteTile(JsonWriter writer, ViewSettings view, int tile)
        {
            writer.BeginObject();
            writer.Member("id", ElementId.Format(view.TileElement[tile]));
            writer.Member("x", view.TileX[tile]);
            writer.Member("y", view.TileY[tile]);
            writer.Member("w", view.TileW[tile]);
            writer.Member("h", view.TileH[tile]);
            writer.EndObject();
        }
    }
}
