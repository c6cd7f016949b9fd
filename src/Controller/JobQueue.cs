// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>The one door for commands: other threads post, the loop empties, one job a step.</summary>
    public sealed class JobQueue : IAskedTask
    {
        private const int Capacity = 8;

        private readonly EnergyController _controller;
        private readonly LoopJob[] _jobs = new LoopJob[Capacity];
        private readonly object _gate = new object();
        private int _first;
        private int _count;

        public JobQueue(EnergyController controller)
        {
            _controller = controller;
        }

        public string Name => "commands";

        public long DueAtMs => _count > 0 ? 0 : long.MaxValue;

        /// <summary>Any thread. False when the queue is full: the caller answers "busy".</summary>
        public bool Post(LoopJob job)
        {
            lock (_gate)
            {
                if (_count == Capacity) return false;
                _jobs[(_first + _count) % Capacity] = job;
                _count++;
                return true;
            }
        }

        public void Run(long nowMs)
        {
            LoopJob job;
            lock (_gate)
            {
                if (_count == 0) return;
                job = _jobs[_first];
                _jobs[_first] = null;
                _first = (_first + 1) % Capacity;
                _count--;
            }

            job.Execute(_controller, nowMs);
        }
    }
}
