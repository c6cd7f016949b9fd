// SPDX-License-Identifier: MIT
namespace Wattwarden.Modbus
{
    /// <summary>Outcome of one request. 1…11 are the exception codes of the standard; 128 and up are ours.</summary>
    public enum ModbusStatus : byte
    {
        Ok = 0,
        IllegalFunction = 1,
        IllegalAddress = 2,
        IllegalValue = 3,
        DeviceFailure = 4,
        Acknowledged = 5,
        DeviceBusy = 6,
        MemoryParity = 8,
        GatewayPath = 10,
        GatewayTarget = 11,

        /// <summary>Nothing, or too little, arrived before the deadline.</summary>
        Timeout = 128,

        /// <summary>Bytes arrived, but no frame with a right checksum.</summary>
        BadCrc = 129,

        /// <summary>A right frame from another slave.</summary>
        WrongUnit = 130,

        /// <summary>A right checksum, but another function, length or echo than asked for.</summary>
        BadFrame = 131,

        /// <summary>The line could not be opened or is in use.</summary>
        LineBusy = 132,

        /// <summary>Not finished yet.</summary>
        Pending = 255,
    }
}
