// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>The topics below one prefix. docs/reference/mqtt.md lists them; a test compares.</summary>
    internal sealed class Topics
    {
        public const string StatusName = "status";
        public const string StateName = "state";
        public const string SampleName = "sample";
        public const string EventName = "event";
        public const string CommandName = "cmd";
        public const string AnswerName = "cmdr";
        public const string SetName = "set";

        public const string Online = "online";
        public const string Offline = "offline";

        /// <summary>Payload of a point that has no value to be believed.</summary>
        public const string Unavailable = "unavailable";

        private readonly string _start;
        private readonly string[] _points = Strings.Blank(PointId.Count);

        public Topics(string prefix)
        {
            _start = prefix + "/";
            Status = _start + StatusName;
            State = _start + StateName;
            Sample = _start + SampleName;
            Event = _start + EventName;
            Command = _start + CommandName;
            Answer = _start + AnswerName;
            AnySet = _start + "+/" + SetName;
        }

        public string Status { get; }

        public string State { get; }

        /// <summary>The samples, in order, each once.</summary>
        public string Sample { get; }

        /// <summary>What the diagnostics report.</summary>
        public string Event { get; }

        public string Command { get; }

        public string Answer { get; }

        /// <summary>The filter for what can be set.</summary>
        public string AnySet { get; }

        /// <summary>The topic of a point's value; made when it is first needed.</summary>
        public string Point(int point)
        {
            if (_points[point].Length == 0) _points[point] = _start + PointId.Format(point);
            return _points[point];
        }

        public string Of(string id) => _start + id;

        /// <summary>Where an id is set.</summary>
        public string SetOf(string id) => _start + id + "/" + SetName;

        /// <summary>The id between prefix and "/set"; null: this is another topic.</summary>
        public string IdOfSet(string topic)
        {
            string end = "/" + SetName;
            if (!topic.StartsWith(_start) || !topic.EndsWith(end) || topic.Length <= _start.Length + end.Length) return null;
            return topic.Substring(_start.Length, topic.Length - _start.Length - end.Length);
        }
    }
}
