// SPDX-License-Identifier: MIT
namespace Wattwarden.Outputs
{
    /// <summary>Where a command by hand came from.</summary>
    public enum CommandOrigin : byte
    {
        Unknown = 0,
        Web = 1,
        Mqtt = 2,
        Console = 3,
        Button = 4,
        Modbus = 5,
    }
}
