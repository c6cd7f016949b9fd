// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Sensors
{
    /// <summary>Owner of in1…in8: inversion and debounce of the board's contacts.</summary>
    public sealed class ContactBank
    {
        public const int Count = ContactSettings.Count;

        /// <summary>How often the pins are looked at: a read makes an object on the chip.</summary>
        public const int PollMs = 20;

        private readonly IDigitalInput[] _inputs;
        private readonly PointTable _points;
        private readonly bool[] _level = new bool[Count];
        private readonly long[] _levelSinceMs = new long[Count];
        private readonly bool[] _isWatched = new bool[Count];
        private ContactSettings _settings = new ContactSettings();

        public ContactBank(IDigitalInput[] inputs, PointTable points)
        {
            _inputs = inputs;
            _points = points;
        }

        public ContactSettings Settings => _settings;

        /// <summary>Looks at the pins. Returns the uptime at which it wants to look again.</summary>
        public long Step(long nowMs)
        {
            bool any = false;
            for (int i = 0; i < Count; i++)
            {
                if (!_settings.On[i]) continue;
                any = true;
                if (i < _inputs.Length) Poll(i, nowMs);
                else _points.Fail(PointId.FirstInput + i);
            }

            return any ? nowMs + PollMs : long.MaxValue;
        }

        public void CopyTo(InputSnapshot into)
        {
            into.Contacts = _settings;
            for (int i = 0; i < Count; i++)
            {
                int point = PointId.FirstInput + i;
                into.ContactFitted[i] = i < _inputs.Length;
                into.ContactKnown[i] = _points.IsGood(point);
                into.ContactOn[i] = _points.Milli(point) != 0;
            }
        }

        internal void Adopt(ContactSettings settings)
        {
            for (int i = 0; i < Count; i++)
            {
                int point = PointId.FirstInput + i;
                _points.Describe(point, settings.Name[i], "");
                if (settings.On[i] && _settings.On[i] && settings.Invert[i] == _settings.Invert[i]) continue;
                _isWatched[i] = false;
                _points.Forget(point);
            }

            _settings = settings;
        }

        private void Poll(int input, long nowMs)
        {
            // A closed contact pulls its pin low.
            bool level = _inputs[input].IsHigh == _settings.Invert[input];
            if (!_isWatched[input] || level != _level[input])
            {
                _isWatched[input] = true;
                _level[input] = level;
                _levelSinceMs[input] = nowMs;
            }

            int point = PointId.FirstInput + input;
            if (nowMs - _levelSinceMs[input] >= _settings.DebounceMs[input]) _points.SetState(point, level, nowMs);
        }
    }
}
