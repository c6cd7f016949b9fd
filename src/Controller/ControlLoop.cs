// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>
    /// The cooperative loop: one thread, bounded tasks, fixed order. A task that throws or runs late is counted and makes the
    /// loop untrusted until everything has run clean for a while; what untrusted means for the outputs is its owner's business.
    /// </summary>
    public sealed class ControlLoop
    {
        /// <summary>A task that needs longer, or starts later after its due moment, is late: the decision it feeds is too old.</summary>
        public const int LateMs = 10000;

        /// <summary>So long everything must run clean before outputs may leave their safe state again.</summary>
        public const int TrustAfterMs = 10000;

        private const int RetryAfterFaultMs = 1000;

        // Somebody who has changed the moment of a task that nobody asks loses so much time and no more.
        private const int AskAllMs = 100;

        private readonly IClock _clock;
        private readonly ILoopTask[] _tasks = new ILoopTask[TaskStatistics.Capacity];
        private readonly long[] _notBeforeMs = new long[TaskStatistics.Capacity];
        private readonly TaskStatistics _statistics = new TaskStatistics();
        private readonly byte[] _asked = new byte[TaskStatistics.Capacity];
        private int _askedCount;
        private long _nextMs;
        private long _askAllAtMs;
        private long _untrustedUntilMs = -1;
        private long _lastStepMs = -1;
        private long _steps;

        public ControlLoop(IClock clock)
        {
            _clock = clock;
        }

        public TaskStatistics Statistics => _statistics;

        /// <summary>Name of the task that last threw or was late; null when there was none.</summary>
        public string Culprit { get; private set; }

        public long Steps => _steps;

        /// <summary>False after a fault or a late task until everything has run clean for TrustAfterMs.</summary>
        public bool IsTrusted(long nowMs) => nowMs >= _untrustedUntilMs;

        /// <summary>Adds a task; tasks run in the order in which they were added.</summary>
        public void Add(ILoopTask task)
        {
            if (task is IAskedTask) _asked[_askedCount++] = (byte)_statistics.Count;
            _statistics.Names[_statistics.Count] = task.Name;
            _tasks[_statistics.Count++] = task;
            _nextMs = 0;
        }

        /// <summary>Runs what is due. Returns the uptime at which the next task is due.</summary>
        public long Step()
        {
            _steps++;
            long nowMs = _clock.UptimeMs;

            // Most steps find nothing to do: on the interpreter, asking all tasks for their moments costs more than what follows from it.
            if (nowMs >= _nextMs || nowMs >= _askAllAtMs || IsAskedDue(nowMs))
            {
                nowMs = RunDue(nowMs);
                _askAllAtMs = nowMs + AskAllMs;
            }

            _lastStepMs = nowMs;
            return _nextMs;
        }

        private bool IsAskedDue(long nowMs)
        {
            for (int i = 0; i < _askedCount; i++)
            {
                int task = _asked[i];
                if (_tasks[task].DueAtMs <= nowMs && _notBeforeMs[task] <= nowMs) return true;
            }

            return false;
        }

        // Returns the moment at which the last task had run.
        private long RunDue(long nowMs)
        {
            int count = _statistics.Count;
            ILoopTask[] tasks = _tasks;   // locals: on the interpreter an access to a field costs as much as the comparison that follows
            long[] notBeforeMs = _notBeforeMs;
            long nextMs = long.MaxValue;
            bool hasRun = false;
            for (int i = 0; i < count; i++)
            {
                ILoopTask task = tasks[i];
                long dueMs = task.DueAtMs;
                if (dueMs < notBeforeMs[i]) dueMs = notBeforeMs[i];
                if (dueMs > nowMs)
                {
                    if (dueMs < nextMs) nextMs = dueMs;
                    continue;
                }

                // A task that is always due is late only when the loop itself stood still.
                if (_lastStepMs >= 0 && nowMs - (dueMs > _lastStepMs ? dueMs : _lastStepMs) > LateMs) NoteLate(i, nowMs);
                RunOne(i, task, nowMs);
                nowMs = _clock.UptimeMs;
                hasRun = true;
            }

            _nextMs = hasRun ? NextDueMs(count) : nextMs;
            return nowMs;
        }

        // What has run may have made any other task due.
        private long NextDueMs(int count)
        {
            ILoopTask[] tasks = _tasks;
            long[] notBeforeMs = _notBeforeMs;
            long nextMs = long.MaxValue;
            for (int i = 0; i < count; i++)
            {
                long dueMs = tasks[i].DueAtMs;
                if (dueMs < notBeforeMs[i]) dueMs = notBeforeMs[i];
                if (dueMs < nextMs) nextMs = dueMs;
            }

            return nextMs;
        }

        private void RunOne(int index, ILoopTask task, long nowMs)
        {
            try
            {
                _statistics.Runs[index]++;
                task.Run(nowMs);
                long tookMs = _clock.UptimeMs - nowMs;
                if (tookMs > _statistics.MaxMs[index]) _statistics.MaxMs[index] = (int)tookMs;
                if (tookMs > LateMs) NoteLate(index, nowMs + tookMs);
            }
            catch (Exception e)
            {
                _statistics.Faults[index]++;
                _statistics.LastFault[index] = ((object)e).GetType().Name + ": " + e.Message;
                _notBeforeMs[index] = nowMs + RetryAfterFaultMs;
                Distrust(index, nowMs);
            }
        }

        private void NoteLate(int index, long nowMs)
        {
            _statistics.Late[index]++;
            Distrust(index, nowMs);
        }

        private void Distrust(int index, long nowMs)
        {
            Culprit = _statistics.Names[index];
            _untrustedUntilMs = nowMs + TrustAfterMs;
        }
    }
}
