// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>One thread waits, another tells it to go on. Stays set.</summary>
    public interface ISignal
    {
        void Set();

        /// <summary>Blocks the calling thread until Set. False when the time ran out first. Never on the loop's thread.</summary>
        bool Wait(int timeoutMs);
    }
}
