// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>What became of the last measurement of an analog channel.</summary>
    public enum AnalogState : byte
    {
        NotRead = 0,
        Good = 1,
        NoAnswer = 2,
        Open = 3,
        Short = 4,
        OutOfRange = 5,
    }
}
