// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>Takes connections at one port of the device, at every address it has or gets. Used by one thread.</summary>
    public interface ITcpListener
    {
        bool IsOpen { get; }

        /// <summary>False: there is no network yet, or no socket left; try again later.</summary>
        bool TryOpen();

        /// <summary>The next connection; waits for it so many milliseconds, with a negative number for ever. Null: there is none, or the listener broke and is no longer open.</summary>
        ITcpStream Accept(int waitMs);
    }
}
