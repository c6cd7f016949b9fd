// SPDX-License-Identifier: MIT
namespace System.Device.Adc
{
    public abstract class AdcChannelBase
    {
        /// <summary>Raw reading.</summary>
        public abstract int ReadValue();
    }
}
