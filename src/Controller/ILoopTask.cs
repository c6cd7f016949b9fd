// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>A piece of the cooperative loop: does a bounded amount of work and returns. Never sleeps, never waits.</summary>
    public interface ILoopTask
    {
        string Name { get; }

        /// <summary>Uptime in milliseconds when the task next wants to run; long.MaxValue: not by itself. Asked every step: cheap.</summary>
        long DueAtMs { get; }

        void Run(long nowMs);
    }
}
