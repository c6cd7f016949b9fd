// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.View
{
    /// <summary>
    /// The last 24 hours in means of five minutes: grid power, up to four points, and for what part of the time each output was on. Half a
    /// kilobyte for each curve and output of which something is known, 5 KB at most. A value is a 16-bit number of steps; when one does not fit, its whole curve changes to steps ten times as wide.
    /// Owned by the loop's thread.
    /// </summary>
    public sealed class DayCurve
    {
        public const int StepMs = 300000;
        public const int Slots = 288;

        /// <summary>Grid power is curve 0, the points of the settings follow.</summary>
        public const int Curves = 1 + ViewSettings.MaxCurves;

        private readonly PowerFlow _flow = new PowerFlow();
        private readonly DaySnapshot _ring = new DaySnapshot(false);
        private readonly long[] _sums = new long[Curves];
        private readonly int[] _counts = new int[Curves];
        private readonly int[] _onCounts = new int[PointId.OutputCount];
        private readonly int[] _outputCounts = new int[PointId.OutputCount];
        private ViewSettings _view;
        private long _slotEndsMs = StepMs;

        /// <summary>Takes the values of now into the slot that is running. Called every few seconds, in even steps.</summary>
        public void Sample(ViewSettings view, PointTable points, long nowMs)
        {
            if (view != _view) Adopt(view);
            while (nowMs >= _slotEndsMs) CloseSlot();
            _flow.Read(view, points);
            if (_flow.GridKnown) Add(0, _flow.GridMilli);
            for (int i = 0; i < view.CurveCount; i++)
            {
                if (points.IsGood(view.Curve[i])) Add(1 + i, points.Milli(view.Curve[i]));
            }

            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (!points.IsGood(PointId.FirstOutput + i)) continue;
                _outputCounts[i]++;
                if (points.Milli(PointId.FirstOutput + i) != 0) _onCounts[i]++;
            }
        }

        public void CopyTo(DaySnapshot into)
        {
            into.CopyFrom(_ring);
            into.EndedAtMs = _slotEndsMs - StepMs;
        }

        // Curves whose point has changed begin anew.
        private void Adopt(ViewSettings view)
        {
            bool sameGrid = _view != null && _view.Grid == view.Grid && _view.GridInverted == view.GridInverted;
            if (!sameGrid) Forget(0);
            for (int i = 0; i < ViewSettings.MaxCurves; i++)
            {
                bool same = _view != null && i < view.CurveCount && i < _view.CurveCount && _view.Curve[i] == view.Curve[i];
                if (!same) Forget(1 + i);
            }

            _view = view;
        }

        private void Forget(int curve)
        {
            _ring.Forget(curve);
            _sums[curve] = 0;
            _counts[curve] = 0;
        }

        private void Add(int curve, long milli)
        {
            _sums[curve] += milli;
            _counts[curve]++;
        }

        private void CloseSlot()
        {
            _slotEndsMs += StepMs;
            _ring.Next();
            for (int i = 0; i < Curves; i++)
            {
                if (_counts[i] > 0) _ring.Put(i, _sums[i] / _counts[i]);
                _sums[i] = 0;
                _counts[i] = 0;
            }

            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (_outputCounts[i] > 0) _ring.PutOutput(i, _onCounts[i] * 100 / _outputCounts[i]);
                _onCounts[i] = 0;
                _outputCounts[i] = 0;
            }
        }
    }
}
