// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>One analog channel.</summary>
    public interface IAnalogInput
    {
        /// <summary>Raw reading, 0 to FullScale. False when the converter does not answer.</summary>
        bool TryRead(out int raw);

        int FullScale { get; }
    }
}
