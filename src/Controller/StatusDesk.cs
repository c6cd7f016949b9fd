// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Wattwarden.Points;
using Wattwarden.View;

namespace Wattwarden.Controller
{
    /// <summary>What status pages show: the arrangement, what moves, the curves of the day. Only the loop's thread unless said otherwise: post a job.</summary>
    public sealed class StatusDesk
    {
        private readonly EnergyController _controller;
        private readonly DayCurve _day = new DayCurve();
        private ViewSettings _seenView;
        private int _views;
        private int _versionBase;

        internal StatusDesk(EnergyController controller)
        {
            _controller = controller;
            Task = new StatusTask(this);
        }

        /// <summary>Settings of the arrangement.</summary>
        public ViewSection View { get; } = new ViewSection();

        internal ILoopTask Task { get; }

        public void CopyTo(LiveSnapshot into, long nowMs)
        {
            PointTable points = _controller.Points;
            into.AtMs = nowMs;
            into.View = View.Current;
            into.Version = Version(into.View);
            System.Array.Copy(points.Millis, into.Millis, PointId.Count);
            System.Array.Copy(points.Qualities, into.Qualities, PointId.Count);
            _controller.CopyTo(into.Outputs);
            for (int i = 0; i < PointId.Count; i++)
            {
                into.AgesMs[i] = points.AgeMs(i, nowMs);
                into.Listed[i] = points.Name(i).Length > 0 && (!PointId.IsOutput(i) || into.Outputs.IsFitted(i - PointId.FirstOutput));
            }

            into.Flow.Read(into.View, points);
            DiagnosticLog log = _controller.Diagnostics;
            for (int i = 0; i < log.ConditionCount; i++) into.Present[i] = log.IsPresent(i);
            into.ClockKnown = _controller.Clock.IsKnown;
            into.UnixMs = _controller.Clock.UnixMs;
            into.OffsetSeconds = _controller.Clock.OffsetSeconds;
        }

        public void CopyTo(DaySnapshot into) => _day.CopyTo(into);

        internal void Sample(long nowMs) => _day.Sample(View.Current, _controller.Points, nowMs);

        private int Version(ViewSettings view)
        {
            if (_versionBase == 0)
            {
                byte[] random = new byte[2];
                _controller.Board.System.FillRandom(random);
                _versionBase = (1 + random[0] + random[1] * 256) * 10000;
            }

            if (view != _seenView) _views++;
            _seenView = view;
            return _versionBase + _controller.Points.NameVersion + _views;
        }
    }
}
