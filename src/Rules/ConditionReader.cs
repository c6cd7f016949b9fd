// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>Reads one condition, {"source":"m1","op":">=","value":2000,"hysteresis":100}, into its place in the table.</summary>
    internal sealed class ConditionReader
    {
        // Far above any meter's range, and far enough below the end of a long that threshold ± hysteresis cannot overflow.
        private const long MaxMilli = 1000000000000000;

        private readonly JsonReader _reader;
        private readonly SettingsFault _fault;
        private readonly EventTable _table;
        private int _slot;
        private int _source;
        private bool _hasComparison;
        private Comparison _comparison;
        private bool _hasNumber;
        private long _milli;
        private string _text;
        private long _hysteresisMilli;

        public ConditionReader(JsonReader reader, SettingsFault fault, EventTable table)
        {
            _reader = reader;
            _fault = fault;
            _table = table;
        }

        public bool Read(int slot)
        {
            _slot = slot;
            _source = PointId.None;
            _hasComparison = false;
            _hasNumber = false;
            _text = null;
            _hysteresisMilli = 0;
            if (!_reader.Read(JsonToken.BeginObject)) return Refuse("", "must be a condition with source, op and value");
            while (_reader.Read(JsonToken.Name))
            {
                if (!ReadMember()) return false;
            }

            if (_reader.Token != JsonToken.EndObject) return Refuse("", "must end with }");
            return Check() && Store(slot);
        }

        private bool ReadMember()
        {
            if (_reader.Is("source")) return ReadSource();
            if (_reader.Is("op")) return ReadComparison();
            if (_reader.Is("value")) return ReadValue();
            if (_reader.Is("hysteresis")) return ReadHysteresis();
            return Refuse("." + _reader.Text(), "is not known here: source, op, value and hysteresis are");
        }

        private bool ReadSource()
        {
            bool known = _reader.Read(JsonToken.Text) && PointId.TryParse(_reader.Text(), out _source);
            return known || Refuse(".source", "must be one of " + EventSources.AllIds());
        }

        private bool ReadComparison()
        {
            _hasComparison = _reader.Read(JsonToken.Text) && RuleWords.TryComparison(_reader.Text(), out _comparison);
            return _hasComparison || Refuse(".op", "must be one of >=, <, =, in");
        }

        private bool ReadValue()
        {
            _reader.Read();
            if (_reader.Token == JsonToken.Text)
            {
                _text = _reader.Text();
                return true;
            }

            _hasNumber = _reader.TryMilli(out _milli) && _milli >= -MaxMilli && _milli <= MaxMilli;
            return _hasNumber || Refuse(".value", "must be a number with at most three decimals, or a text where op is in");
        }

        private bool ReadHysteresis()
        {
            _reader.Read();
            bool good = _reader.TryMilli(out _hysteresisMilli) && _hysteresisMilli >= 0 && _hysteresisMilli <= MaxMilli;
            return good || Refuse(".hysteresis", "must be a number from 0 up, with at most three decimals");
        }

        private bool Check()
        {
            if (_source == PointId.None) return Refuse(".source", "is missing: one of " + EventSources.AllIds());
            if (!_hasComparison) return Refuse(".op", "is missing: one of >=, <, =, in");
            int kind = EventSources.KindOf(_source);
            if (!EventSources.Allows(kind, _comparison))
                return Refuse(".op", "is not possible for a " + EventSources.Title(kind) + ": " + EventSources.AllowedWords(kind));
            bool ranged = _comparison == Comparison.AtLeast || _comparison == Comparison.Below;
            if (_hysteresisMilli != 0 && !ranged) return Refuse(".hysteresis", "is possible with >= and < only");
            if (_comparison == Comparison.Within) return true;
            if (!_hasNumber) return Refuse(".value", "must be a number with at most three decimals");
            if (PointId.IsState(_source) && _milli != 0 && _milli != 1000) return Refuse(".value", "must be 0 (off) or 1 (on)");
            return true;
        }

        private bool Store(int slot)
        {
            if (_comparison == Comparison.Within && !ReadWindow()) return false;
            _table.Sources[slot] = (byte)_source;
            _table.Comparisons[slot] = (byte)_comparison;
            _table.Firsts[slot] = _milli;
            _table.Seconds[slot] = _hysteresisMilli;
            return true;
        }

        private bool ReadWindow()
        {
            if (_source == PointId.Weekday)
            {
                int days = 0;
                if (_text == null || !RuleWords.TryDays(_text, out days))
                    return Refuse(".value", "must be days such as \"mon,tue,wed,thu,fri,sat,sun\"");
                _milli = days;
                return true;
            }

            int fromSeconds = 0;
            int toSeconds = 0;
            if (_text == null || !DayWindow.TryParse(_text, out fromSeconds, out toSeconds))
                return Refuse(".value", "must be a window of the day such as \"22:00-06:00\", whose ends differ");
            _milli = fromSeconds * 1000L;
            _hysteresisMilli = toSeconds * 1000L;
            return true;
        }

        private bool Refuse(string key, string message) => EventReader.Refuse(_reader, _fault, EventReader.Key(_slot / 2, _slot % 2 == EventTable.A ? ".a" : ".b") + key, message);
    }
}
