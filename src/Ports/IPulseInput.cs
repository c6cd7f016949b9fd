// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>Counts the pulses of one S0 contact since the board came up.</summary>
    public interface IPulseInput
    {
        /// <summary>Pulses so far; only grows. Where the firmware counts, reading it every 10 ms also tells that its threads run.</summary>
        long Count { get; }

        /// <summary>True when the chip counts by itself, also while the firmware stands still.</summary>
        bool CountsInHardware { get; }

        /// <summary>Contacts too short to be a pulse, which were not counted. 0 where the chip counts: it filters without telling.</summary>
        long Glitches { get; }

        /// <summary>Pulses that are missing in Count because the firmware stood still for too long. 0 where the chip counts.</summary>
        long Lost { get; }
    }
}
