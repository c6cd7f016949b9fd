// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// Store and forward: every sample goes through the queue and leaves it when the broker has confirmed it, one after the other. While there is no
    /// connection the queue is saved to flash now and then.
    /// </summary>
    internal sealed class Forwarder
    {
        /// <summary>What a power cut while the broker is away may cost. Each time costs about one erase of a block.</summary>
        public const int SaveEveryMs = 300000;

        private readonly SampleTap _tap;
        private readonly RecordQueue _queue;
        private readonly Outbox _outbox;
        private readonly TextBuffer _text;
        private readonly JsonWriter _json;
        private readonly Sample _sample = new Sample();
        private readonly byte[] _record = new byte[Sample.MaxBytes];
        private bool _underWay;
        private int _turn;
        private long _saveAtMs;

        public Forwarder(SampleTap tap, RecordQueue queue, Outbox outbox, TextBuffer text)
        {
            _tap = tap;
            _queue = queue;
            _outbox = outbox;
            _text = text;
            _json = new JsonWriter(text);
        }

        public int Waiting => _queue.Waiting;

        public int Lost => _queue.Lost + _tap.Missed;

        /// <summary>Fetches new samples into the queue. True: there was one.</summary>
        public bool Collect(MqttSettings settings, PointTable points)
        {
            bool any = false;
            while (_tap.TryTake(_sample))
            {
                any = true;
                _sample.Run = _queue.Run;
                for (int i = 0; i < PointId.Count; i++) _sample.Chosen[i] = settings.Includes(i, points);
                _queue.Append(_record, _sample.Encode(_record));
            }

            return any;
        }

        /// <summary>There is no connection: what waits goes to flash when it is time.</summary>
        public void Hold(MqttSettings settings, long nowMs)
        {
            EndUnderWay();
            _queue.Stores = settings.Store;
            if (!settings.Store || !_queue.IsUnsaved || nowMs < _saveAtMs) return;
            _saveAtMs = nowMs + SaveEveryMs;
            _queue.Save();
        }

        /// <summary>The device is about to restart.</summary>
        public void Save(MqttSettings settings)
        {
            if (settings.Store) _queue.Save();
        }

        /// <summary>Sends the oldest sample. True: there is more to do.</summary>
        public bool Step(Topics topics, IClock clock, long nowMs)
        {
            if (_underWay && !EndUnderWay()) return true;
            if (!_outbox.IsFree) return _queue.Waiting > 0;
            int length = _queue.Peek(_record, out bool perhapsSeen);
            if (length == 0) return false;
            _sample.Decode(_record);
            // A sample from before somebody knew the time gets it now.
            if (_sample.UtcMs == MqttTime.Unknown && _sample.Run == _queue.Run && clock.TryGetUtc(out long utcMs)) _sample.UtcMs = utcMs - (nowMs - _sample.AtMs);
            _text.Clear();
            _json.Reset();
            _sample.Write(_json, perhapsSeen);
            _underWay = _outbox.Send(this, topics.Sample, _text, false, nowMs);
            if (!_underWay) return true;
            _turn = _queue.Turn;
            _queue.MarkSeen();
            return true;
        }

        // True: nothing is under way any more.
        private bool EndUnderWay()
        {
            if (!_underWay) return true;
            if (!_outbox.TryTakeEnd(this, out bool arrived)) return false;
            _underWay = false;
            // Another turn: the one that was sent has been dropped for want of room meanwhile.
            if (arrived && _turn == _queue.Turn) _queue.Drop();
            return true;
        }
    }
}
