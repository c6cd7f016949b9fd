// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.View
{
    /// <summary>Reads the section "view" and says in words what is wrong with it.</summary>
    internal sealed class ViewReader
    {
        private const string AllElements = "must be a point such as m1, ds1 or out1, or flow, or day";

        private readonly JsonReader _reader;
        private readonly SettingsFault _fault;
        private readonly ViewSettings _view = new ViewSettings();

        public ViewReader(JsonReader reader, SettingsFault fault)
        {
            _reader = reader;
            _fault = fault;
        }

        /// <summary>Null: refused.</summary>
        public ViewSettings ReadAll() => ReadObject(false) ? _view : null;

        /// <summary>{"tiles":[…]} and nothing else. Null: refused.</summary>
        public ViewSettings ReadTilesOnly() => ReadObject(true) ? _view : null;

        private bool ReadObject(bool tilesOnly)
        {
            if (!_reader.Read(JsonToken.BeginObject)) return Refuse("", "must be an object");
            bool any = false;
            while (_reader.Read(JsonToken.Name))
            {
                string key = _reader.Text();
                any |= key == "tiles";
                if (tilesOnly && key != "tiles") return Refuse(key, "is not known here: tiles is");
                _reader.Read();
                if (!ReadMember(key)) return false;
            }

            if (_reader.Token != JsonToken.EndObject) return Refuse("", "must end with }");
            return !tilesOnly || any || Refuse("tiles", "is missing");
        }

        private bool ReadMember(string key)
        {
            switch (key)
            {
                case "hidden": return ReadHidden();
                case "locked": return _reader.TryFlag(out _view.Locked) || Refuse(key, "must be true or false");
                case "tiles": return ReadTiles();
                case "flow": return ReadFlow();
                case "day": return ReadDay();
                default: return Refuse(key, "is not known here: hidden, locked, tiles, flow and day are");
            }
        }

        private bool ReadHidden()
        {
            if (_reader.Token != JsonToken.BeginArray) return Refuse("hidden", "must be a list");
            for (int i = 0; _reader.Read() && _reader.Token != JsonToken.EndArray; i++)
            {
                if (!TryElement(out int element)) return Refuse("hidden[" + i.ToString() + "]", AllElements);
                _view.Hidden[element] = true;
            }

            return _reader.Token == JsonToken.EndArray || Refuse("hidden", "must end with ]");
        }

        private bool ReadTiles()
        {
            if (_reader.Token != JsonToken.BeginArray) return Refuse("tiles", "must be a list");
            while (_reader.Read() && _reader.Token != JsonToken.EndArray)
            {
                string at = "tiles[" + _view.TileCount.ToString() + "]";
                if (_view.TileCount == ViewSettings.MaxTiles) return Refuse(at, "is one too many: there is room for 40");
                if (_reader.Token != JsonToken.BeginObject) return Refuse(at, "must be a tile in braces");
                if (!ReadTile(_view.TileCount, at)) return false;
                _view.TileCount++;
            }

            return _reader.Token == JsonToken.EndArray || Refuse("tiles", "must end with ]");
        }

        private bool ReadTile(int tile, string at)
        {
            int given = 0;
            while (_reader.Read(JsonToken.Name))
            {
                string key = _reader.Text();
                _reader.Read();
                int bit = ReadTileMember(key, tile, at);
                if (bit == 0) return false;
                given |= bit;
            }

            if (_reader.Token != JsonToken.EndObject) return Refuse(at, "must end with }");
            if (given != 31) return Refuse(at, "needs id, x, y, w and h");
            if (_view.TileX[tile] + _view.TileW[tile] > ViewSettings.Columns) return Refuse(at + ".w", "reaches beyond the twelve columns");
            int other = _view.Conflict(tile);
            return other < 0 || Refuse(at, "lies on tile " + other.ToString() + " or shows the same");
        }

        private int ReadTileMember(string key, int tile, string at)
        {
            switch (key)
            {
                case "id":
                    if (!TryElement(out int element)) return No(at + ".id", AllElements);
                    _view.TileElement[tile] = (byte)element;
                    return 1;
                case "x": return TryByte(0, 11, _view.TileX, tile) ? 2 : No(at + ".x", "must be a whole number from 0 to 11");
                case "y": return TryByte(0, ViewSettings.Rows - 1, _view.TileY, tile) ? 4 : No(at + ".y", "must be a whole number from 0 to 99");
                case "w": return TryByte(1, 12, _view.TileW, tile) ? 8 : No(at + ".w", "must be a whole number from 1 to 12");
                case "h": return TryByte(1, 12, _view.TileH, tile) ? 16 : No(at + ".h", "must be a whole number from 1 to 12");
                default: return No(at + "." + key, "is not known here: id, x, y, w and h are");
            }
        }

        private bool ReadFlow()
        {
            if (_reader.Token != JsonToken.BeginObject) return Refuse("flow", "must be an object");
            while (_reader.Read(JsonToken.Name))
            {
                string key = _reader.Text();
                string at = "flow." + key;
                _reader.Read();
                bool ok = true;
                switch (key)
                {
                    case "grid": ok = TryPointOrNull(out _view.Grid); break;
                    case "solar": ok = TryPointOrNull(out _view.Solar); break;
                    case "house": ok = TryPointOrNull(out _view.House); break;
                    case "gridInverted": if (!_reader.TryFlag(out _view.GridInverted)) return Refuse(at, "must be true or false"); break;
                    case "solarInverted": if (!_reader.TryFlag(out _view.SolarInverted)) return Refuse(at, "must be true or false"); break;
                    default: return Refuse(at, "is not known here: grid, gridInverted, solar, solarInverted and house are");
                }

                if (!ok) return Refuse(at, "must be a point with a number, or null");
            }

            return _reader.Token == JsonToken.EndObject || Refuse("flow", "must end with }");
        }

        private bool ReadDay()
        {
            if (_reader.Token != JsonToken.BeginArray) return Refuse("day", "must be a list");
            while (_reader.Read() && _reader.Token != JsonToken.EndArray)
            {
                string at = "day[" + _view.CurveCount.ToString() + "]";
                if (_view.CurveCount == ViewSettings.MaxCurves) return Refuse(at, "is one too many: there is room for 4");
                if (!TryPointOrNull(out int point) || point == PointId.None) return Refuse(at, "must be a point with a number");
                _view.Curve[_view.CurveCount++] = (byte)point;
            }

            return _reader.Token == JsonToken.EndArray || Refuse("day", "must end with ]");
        }

        private bool TryElement(out int element)
        {
            element = PointId.None;
            return _reader.Token == JsonToken.Text && ElementId.TryParse(_reader.Text(), out element);
        }

        // A point whose values are no states and no clock.
        private bool TryPointOrNull(out int point)
        {
            point = PointId.None;
            if (_reader.Token == JsonToken.Null) return true;
            return _reader.Token == JsonToken.Text && PointId.TryParse(_reader.Text(), out point) && !PointId.IsState(point) && point < PointId.Time;
        }

        private bool TryByte(int least, int most, byte[] into, int index)
        {
            if (!_reader.TryInteger(out long value) || value < least || value > most) return false;
            into[index] = (byte)value;
            return true;
        }

        private int No(string key, string message)
        {
            Refuse(key, message);
            return 0;
        }

        private bool Refuse(string key, string message)
        {
            if (_reader.Token == JsonToken.Error) return _fault.Set(key, "is not valid JSON at byte " + _reader.Position.ToString());
            return _fault.Set(key, message);
        }
    }
}
