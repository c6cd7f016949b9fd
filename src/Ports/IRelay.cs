// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>One relay. Its state is what the hardware confirms, not what was asked.</summary>
    public interface IRelay
    {
        /// <summary>Asks for a state. False when the hardware refused or did not answer.</summary>
        bool TrySet(bool on);

        /// <summary>Reads back the state (pin level, expander register). False when it cannot be read.</summary>
        bool TryGet(out bool on);
    }
}
