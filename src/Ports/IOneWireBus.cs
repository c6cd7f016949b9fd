// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>A 1-Wire bus at the level of its time slots. Each call takes the bus's own time (a byte about 1 ms) and returns.</summary>
    public interface IOneWireBus
    {
        /// <summary>Reset pulse. True when at least one device answered with presence.</summary>
        bool Reset();

        /// <summary>One time slot: writes the bit, returns what the bus had (write 1 to read).</summary>
        bool TouchBit(bool bit);

        /// <summary>Eight time slots, lowest bit first: writes the byte, returns what the bus had (write 0xFF to read).</summary>
        byte TouchByte(byte value);
    }
}
