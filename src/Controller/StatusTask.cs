// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>Takes a sample for the curves of the day every ten seconds.</summary>
    internal sealed class StatusTask : ILoopTask
    {
        private const int SampleMs = 10000;

        private readonly StatusDesk _desk;

        public StatusTask(StatusDesk desk)
        {
            _desk = desk;
        }

        public string Name => "status";

        public long DueAtMs { get; private set; }

        public void Run(long nowMs)
        {
            DueAtMs = nowMs + SampleMs;
            _desk.Sample(nowMs);
        }
    }
}
