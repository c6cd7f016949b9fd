// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// Home Assistant's discovery: announces the device and its parts, one message under way at a time; first those from which something disappears, so that an
    /// entity may move to another device. What was announced is remembered in flash, so that it also disappears after a restart.
    /// </summary>
    internal sealed class Announcer
    {
        private const byte Everything = 0xFF;

        /// <summary>Changes are gathered for so long.</summary>
        private const int GatherMs = 2000;

        /// <summary>A point that has no value yet so soon after the start is not gone.</summary>
        private const int SettleMs = 120000;

        private readonly IFileStore _files;
        private readonly Outbox _outbox;
        private readonly TextBuffer _text;
        private readonly string _board;
        private HaWriter _writer;   // null while nothing is announced: it is large
        private readonly byte[] _announced = new byte[HaGroups.Count];
        private readonly byte[] _stored = new byte[HaGroups.Count];
        private readonly string[] _names = Strings.Blank(PointId.Count);
        private readonly bool[] _included = new bool[PointId.Count];
        private int _version;
        private int _group = HaGroups.Count;
        private bool _removing;
        private bool _underWay;
        private byte _sending;
        private long _beginAtMs = long.MaxValue;
        private long _nowMs;

        public Announcer(IFileStore files, Outbox outbox, TextBuffer text, string board)
        {
            _files = files;
            _outbox = outbox;
            _text = text;
            _board = board;
            int length = files.Read(OwnFiles.Announced, _announced);
            // Torn: everything that there could have been is taken away once.
            for (int i = 0; length != -1 && length != HaGroups.Count && i < HaGroups.Count; i++) _announced[i] = Everything;
            System.Array.Copy(_announced, _stored, HaGroups.Count);
        }

        /// <summary>Something is being announced or taken away, or will be in a moment.</summary>
        public bool IsBusy => _group < HaGroups.Count || _underWay || _beginAtMs != long.MaxValue;

        /// <summary>Announces everything anew.</summary>
        public void Begin()
        {
            _group = 0;
            _removing = true;
            _beginAtMs = long.MaxValue;
        }

        /// <summary>Begins anew when the parts, their names or their choice have changed.</summary>
        public void Look(MqttSettings settings, Snapshot snapshot, long nowMs)
        {
            bool changed = snapshot.Inventory.Version != _version;
            _version = snapshot.Inventory.Version;
            for (int i = 0; i < PointId.Count; i++)
            {
                bool included = settings.Includes(i, snapshot.Points);
                string name = snapshot.Points.Name(i);
                if (included == _included[i] && name == _names[i]) continue;
                _included[i] = included;
                _names[i] = name;
                changed = true;
            }

            if (changed && _beginAtMs == long.MaxValue) _beginAtMs = nowMs + GatherMs;
        }

        /// <summary>Sends the next message. True: there is more.</summary>
        public bool Step(MqttSettings settings, Topics topics, Snapshot snapshot, long nowMs)
        {
            _nowMs = nowMs;
            if (_underWay)
            {
                if (!_outbox.TryTakeEnd(this, out bool arrived)) return true;
                _underWay = false;
                if (arrived) Arrived();
            }

            if (nowMs >= _beginAtMs) Begin();
            while (_group < HaGroups.Count)
            {
                byte wanted = settings.Discovery ? Wanted(settings, snapshot, _group) : (byte)0;
                byte gone = (byte)(_announced[_group] & ~wanted);
                if (_removing ? gone == 0 : wanted == 0)
                {
                    Next();
                    continue;
                }

                if (!_outbox.IsFree) return true;
                _text.Clear();
                if (_writer == null) _writer = new HaWriter(_board);
                bool isWritten = wanted != 0 && _writer.Write(settings, topics, snapshot, _group, wanted, _removing ? gone : 0);
                _sending = wanted;
                _underWay = _outbox.Send(this, Topic(settings, _group), isWritten ? _writer.Text : _text, true, nowMs);
                return true;
            }

            return false;
        }

        /// <summary>Takes away at once what was announced: the device is to be known under another name, or not at all. As far as there is room.</summary>
        public void TakeAway(MqttSettings settings)
        {
            _text.Clear();
            for (int i = 0; i < HaGroups.Count; i++)
            {
                if (_announced[i] != 0 && _outbox.Send(Topic(settings, i), _text, true)) _announced[i] = 0;
            }

            Store();
        }

        private void Arrived()
        {
            _announced[_group] = _sending;
            Next();
        }

        // Twice through all groups; then what is announced is stored.
        private void Next()
        {
            _group++;
            if (_group < HaGroups.Count) return;
            if (_removing)
            {
                _group = 0;
            }
            else
            {
                _writer = null;
                Store();
            }

            _removing = false;
        }

        private void Store()
        {
            bool changed = false;
            for (int i = 0; i < HaGroups.Count; i++) changed |= _announced[i] != _stored[i];
            if (changed && _files.Write(OwnFiles.Announced, _announced, HaGroups.Count)) System.Array.Copy(_announced, _stored, HaGroups.Count);
        }

        private byte Wanted(MqttSettings settings, Snapshot snapshot, int group)
        {
            int wanted = 0;
            int module = HaGroups.Module(group);
            for (int slot = 0; slot < HaGroups.PerGroup; slot++)
            {
                int point = HaGroups.Point(group, slot);
                int condition = HaGroups.Condition(group, slot);
                bool isThere = condition >= 0 ? ThresholdDesk.Exists(snapshot.Inventory.Events, condition)
                    : point >= 0 ? IsIncluded(settings, snapshot, group, slot, point) && (module < 0 || snapshot.Inventory.Module[point] == module + 1)
                    : group == HaGroups.Outputs && slot == HaGroups.Button;
                if (isThere) wanted |= 1 << slot;
            }

            return (byte)wanted;
        }

        private bool IsIncluded(MqttSettings settings, Snapshot snapshot, int group, int slot, int point)
        {
            if (settings.Includes(point, snapshot.Points)) return true;
            return !settings.HasChoice && _nowMs < SettleMs && (_announced[group] & (1 << slot)) != 0;
        }

        private static string Topic(MqttSettings settings, int group)
        {
            string part = HaGroups.Name(group);
            return settings.DiscoveryPrefix + "/device/" + settings.ClientId + (part.Length == 0 ? "" : "/" + part) + "/config";
        }
    }
}
