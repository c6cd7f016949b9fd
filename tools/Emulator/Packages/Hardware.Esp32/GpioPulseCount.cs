// SPDX-License-Identifier: MIT
namespace System.Device.Gpio
{
    public struct GpioPulseCount
    {
        public long Count;

        public TimeSpan RelativeTime;
    }
}
