// SPDX-License-Identifier: MIT
namespace System.Device.Adc
{
    public abstract class AdcControllerBase
    {
        public abstract int ChannelCount { get; }

        public abstract int MaxValue { get; }

        public abstract int MinValue { get; }

        public abstract int ResolutionInBits { get; }

        public abstract AdcChannel OpenChannel(int channelNumber);
    }
}
