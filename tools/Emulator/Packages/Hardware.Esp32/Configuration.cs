// SPDX-License-Identifier: MIT
using System;
using nanoFramework.Emulation;

namespace nanoFramework.Hardware.Esp32
{
    public class Configuration
    {
        /// <summary>Routes a function to a pin. Works on a port that is closed; an open one keeps its pins.</summary>
        public static void SetPinFunction(int pin, DeviceFunction function)
        {
            if (pin < 0) throw new ArgumentException("no such pin: " + pin);
            Machine.Current.SetPinFunction((int)function, pin);
        }

        public static int GetFunctionPin(DeviceFunction function) => Machine.Current.PinOf((int)function);
    }
}
