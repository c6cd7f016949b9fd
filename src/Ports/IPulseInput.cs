// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>Counts the pulses of one S0 contact since the board came up.</summary>
    public interface IPulseInput
    {
        /// <summary>Pulses so far; only grows.</summary>
        long Count { get; }

        /// <summary>True when the chip counts by itself, also while the firmware stands still.</summary>
        bool CountsInHardware { get; }
    }
}
