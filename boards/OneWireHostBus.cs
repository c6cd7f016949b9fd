// SPDX-License-Identifier: MIT
using System;
using nanoFramework.Device.OneWire;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// The chip's one 1-Wire host: UART2 (COM3), transmitter with open drain and receiver on one line, pins set before. Each call is a UART
    /// exchange that stops the whole runtime: a byte about 1 ms, and 20 ms when the receiver hears nothing. Presence is then a random answer,
    /// which is why nobody above believes it before the first byte has come back.
    /// </summary>
    public sealed class OneWireHostBus : IOneWireBus
    {
        private readonly OneWireHost _host;

        private OneWireHostBus(OneWireHost host)
        {
            _host = host;
        }

        /// <summary>Opens the host; null when the image has none, it is open already or its pins are not set. Relays and meter do without.</summary>
        public static OneWireHostBus TryOpen()
        {
            try
            {
                return new OneWireHostBus(new OneWireHost());
            }
            catch (Exception)
            {
                return null;
            }
        }

        public bool Reset() => _host.TouchReset();

        public bool TouchBit(bool bit) => _host.TouchBit(bit);

        public byte TouchByte(byte value) => _host.TouchByte(value);
    }
}
