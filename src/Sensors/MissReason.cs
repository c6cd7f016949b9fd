// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>Why a temperature sensor gave no value. The first six are those of ScratchpadFault, in its order.</summary>
    public enum MissReason : byte
    {
        None = 0,

        /// <summary>The sensor does not answer under its identifier.</summary>
        NoAnswer,

        /// <summary>The data line is held low.</summary>
        AllZero,

        BadCrc,

        /// <summary>Bytes that are fixed in this part have other values.</summary>
        BadPattern,

        /// <summary>Not between -55 and +125 °C.</summary>
        OutOfRange,

        /// <summary>85 °C as it stands in the sensor after power-on, before it has measured.</summary>
        PowerOn,

        /// <summary>Two readings of the same measurement differ.</summary>
        Unsteady,

        /// <summary>Too far from the value before; believed when the next measurement agrees.</summary>
        Jump,

        /// <summary>The sensor had lost power and measured with its own resolution.</summary>
        Restarted,

        /// <summary>No device at all answers on the bus.</summary>
        NobodyThere,

        /// <summary>The line does not carry what is sent: short, no pull-up, noise.</summary>
        LineFault,
    }
}
