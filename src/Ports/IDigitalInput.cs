// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>One contact, as its pin has it now: not debounced, not inverted.</summary>
    public interface IDigitalInput
    {
        bool IsHigh { get; }
    }
}
