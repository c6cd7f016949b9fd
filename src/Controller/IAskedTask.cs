// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>A task that other threads make due, or whoever owns the loop between two steps. It is asked in every step, so there are few of them and DueAtMs is cheap.</summary>
    public interface IAskedTask : ILoopTask
    {
    }
}
