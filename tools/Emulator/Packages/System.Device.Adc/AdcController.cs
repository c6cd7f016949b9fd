// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Device.Adc
{
    /// <summary>Both converters of an ESP32 as one: channels 0–9 are the first, 10–19 the second; 12 bits.</summary>
    public class AdcController : AdcControllerBase
    {
        private const int Channels = 20;

        private readonly Machine _machine = Machine.Current;

        public override int ChannelCount => Channels;

        public override int MaxValue => 4095;

        public override int MinValue => 0;

        public override int ResolutionInBits => 12;

        /// <summary>A channel may be opened more than once. Nothing tells that its pin is a digital input already.</summary>
        public override AdcChannel OpenChannel(int channelNumber)
        {
            _machine.CheckPower();
            if (channelNumber is < 0 or > Channels) throw new ArgumentException();
            return new AdcChannel(_machine, channelNumber);
        }
    }
}
