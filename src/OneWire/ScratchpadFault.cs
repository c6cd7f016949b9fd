// SPDX-License-Identifier: MIT
namespace Wattwarden.OneWire
{
    /// <summary>What is wrong with nine bytes that claim to be a thermometer's scratchpad.</summary>
    public enum ScratchpadFault : byte
    {
        None = 0,

        /// <summary>All ones: the device is not there.</summary>
        NoAnswer,

        /// <summary>All zeros (their CRC is good): the line is held low.</summary>
        AllZero,

        BadCrc,

        /// <summary>Bytes that are fixed in this part have other values.</summary>
        BadPattern,

        /// <summary>Not between -55 and +125 °C.</summary>
        OutOfRange,
    }
}
