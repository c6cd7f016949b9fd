// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>Reads the list of events from settings into an empty table. Says of the first mistake where it is and what is allowed.</summary>
    internal sealed class EventReader
    {
        private const int MaxNameLength = 40;
        private const long MaxDelayMs = 86400000;

        private readonly JsonReader _reader;
        private readonly SettingsFault _fault;
        private readonly EventTable _table;
        private readonly ConditionReader _condition;
        private bool _hasA;
        private bool _hasB;
        private bool _hasTarget;

        private EventReader(JsonReader reader, SettingsFault fault, EventTable table)
        {
            _reader = reader;
            _fault = fault;
            _table = table;
            _condition = new ConditionReader(reader, fault, table);
        }

        /// <summary>False: the fault is set and the table is not to be used.</summary>
        public static bool Read(JsonReader reader, SettingsFault fault, EventTable into) => new EventReader(reader, fault, into).ReadList();

        /// <summary>Sets a fault that a value of the wrong kind causes, or says that the text is no JSON.</summary>
        internal static bool Refuse(JsonReader reader, SettingsFault fault, string key, string message)
        {
            if (reader.Token == JsonToken.Error) return fault.Set(key, "is not valid JSON at byte " + reader.Position.ToString());
            return fault.Set(key, message);
        }

        private bool ReadList()
        {
            if (!_reader.Read(JsonToken.BeginArray)) return Refuse("", "must be a list of at most 32 events");
            while (_reader.Read() && _reader.Token != JsonToken.EndArray)
            {
                int index = _table.Count;
                if (index == EventTable.MaxEvents) return Refuse("[32]", "is one too many: 32 events are allowed");
                if (_reader.Token != JsonToken.BeginObject) return Refuse(Key(index, ""), "must be an event in braces");
                if (!ReadEvent(index)) return false;
                _table.Count++;
            }

            return _reader.Token == JsonToken.EndArray ? CheckThirds() : Refuse("", "must end with ]");
        }

        private bool ReadEvent(int index)
        {
            _hasA = false;
            _hasB = false;
            _hasTarget = false;
            _table.Thirds[index] = EventTable.None;
            _table.Actions[index] = true;
            while (_reader.Read(JsonToken.Name))
            {
                if (!ReadMember(index)) return false;
            }

            if (_reader.Token != JsonToken.EndObject) return Refuse(Key(index, ""), "must end with }");
            bool wantsB = _table.Logics[index] != (byte)Logic.OnlyA;
            if (_table.Names[index].Length == 0) _table.Names[index] = "Event " + (index + 1).ToString();
            if (!_hasA) return Refuse(Key(index, ".a"), "is missing: every event has a condition A");
            if (_hasB && !wantsB) return Refuse(Key(index, ".op"), "is missing: it joins a and b with and, or, xor, nor or nand");
            if (wantsB && !_hasB) return Refuse(Key(index, ".b"), "is missing: op joins condition A with it");
            if (!_hasTarget) return Refuse(Key(index, ".action"), "is missing: it needs a target, out0…out5 or event1…event8");
            return true;
        }

        private bool ReadMember(int index)
        {
            if (_reader.Is("name")) return ReadName(index);
            if (_reader.Is("on")) return ReadFlag(index, ".on", _table.Enabled);
            if (_reader.Is("per")) return ReadFlag(index, ".per", _table.Permanent);
            if (_reader.Is("a")) return _hasA = _condition.Read(index * 2 + EventTable.A);
            if (_reader.Is("op")) return ReadLogic(index);
            if (_reader.Is("b")) return _hasB = _condition.Read(index * 2 + EventTable.B);
            if (_reader.Is("c")) return ReadThird(index);
            if (_reader.Is("onDelay")) return ReadDelay(index, ".onDelay", _table.OnDelaysMs);
            if (_reader.Is("offDelay")) return ReadDelay(index, ".offDelay", _table.OffDelaysMs);
            if (_reader.Is("action")) return ReadAction(index);
            return Refuse(Key(index, "." + _reader.Text()), "is not known here: name, on, per, a, op, b, c, onDelay, offDelay and action are");
        }

        private bool ReadName(int index)
        {
            string name = _reader.Read(JsonToken.Text) ? _reader.Text() : "";
            if (name.Length == 0 || name.Length > MaxNameLength) return Refuse(Key(index, ".name"), "must be a text of 1 to 40 characters");
            _table.Names[index] = name;
            return true;
        }

        private bool ReadFlag(int index, string key, bool[] into)
        {
            _reader.Read();
            return _reader.TryFlag(out into[index]) || Refuse(Key(index, key), "must be true or false");
        }

        private bool ReadLogic(int index)
        {
            if (!_reader.Read(JsonToken.Text) || !RuleWords.TryLogic(_reader.Text(), out Logic logic))
                return Refuse(Key(index, ".op"), "must be and, or, xor, nor or nand; leave it out when there is no condition b");
            _table.Logics[index] = (byte)logic;
            return true;
        }

        private bool ReadThird(int index)
        {
            _reader.Read();
            if (_reader.Token == JsonToken.Null) return true;
            if (!_reader.TryInteger(out long number) || number < 1 || number > EventTable.MaxEvents)
                return Refuse(Key(index, ".c"), "must be the number of another event in the list, from 1");
            _table.Thirds[index] = (sbyte)(number - 1);
            return true;
        }

        private bool ReadDelay(int index, string key, int[] intoMs)
        {
            _reader.Read();
            if (!_reader.TryMilli(out long delayMs) || delayMs < 0 || delayMs > MaxDelayMs)
                return Refuse(Key(index, key), "must be 0 to 86400 seconds, with at most three decimals");
            intoMs[index] = (int)delayMs;
            return true;
        }

        private bool ReadAction(int index)
        {
            if (!_reader.Read(JsonToken.BeginObject)) return Refuse(Key(index, ".action"), "must be an object with target and on");
            while (_reader.Read(JsonToken.Name))
            {
                if (_reader.Is("target"))
                {
                    if (!ReadTarget(index)) return false;
                }
                else if (_reader.Is("on"))
                {
                    if (!ReadFlag(index, ".action.on", _table.Actions)) return false;
                }
                else
                {
                    return Refuse(Key(index, ".action.") + _reader.Text(), "is not known here: target and on are");
                }
            }

            return _reader.Token == JsonToken.EndObject || Refuse(Key(index, ".action"), "must end with }");
        }

        private bool ReadTarget(int index)
        {
            int point = PointId.None;
            _hasTarget = _reader.Read(JsonToken.Text)
                && PointId.TryParse(_reader.Text(), out point)
                && (PointId.IsOutput(point) || PointId.IsEvent(point));
            if (!_hasTarget) return Refuse(Key(index, ".action.target"), "must be one of out0…out5 or event1…event8");
            _table.Targets[index] = (byte)point;
            return true;
        }

        private bool CheckThirds()
        {
            for (int i = 0; i < _table.Count; i++)
            {
                if (_table.Thirds[i] >= _table.Count)
                    return Refuse(Key(i, ".c"), "must be the number of another event in the list, 1 to " + _table.Count.ToString());
            }

            return true;
        }

        private bool Refuse(string key, string message) => Refuse(_reader, _fault, key, message);

        internal static string Key(int index, string rest) => "[" + index.ToString() + "]" + rest;
    }
}
