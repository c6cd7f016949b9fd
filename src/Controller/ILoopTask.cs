// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>A piece of the cooperative loop: does a bounded amount of work and returns. Never sleeps, never waits.</summary>
    public interface ILoopTask
    {
        string Name { get; }

        /// <summary>
        /// Uptime in milliseconds when the task next wants to run; long.MaxValue: not by itself. Changes while a task runs, and at no other time;
        /// what changes it from outside makes the task an <see cref="IAskedTask"/>.
        /// </summary>
        long DueAtMs { get; }

        void Run(long nowMs);
    }
}
