// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using System.IO.Ports;
using nanoFramework.Hardware.Esp32;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>Olimex ESP32-EVB with an RS-485 transceiver on UEXT: two relays, RS-485 on COM2 with DE by RTS, Ethernet.</summary>
    public sealed class OlimexEsp32EvbRevI : IBoard
    {
        public OlimexEsp32EvbRevI()
        {
            GpioController gpio = new GpioController();
            Relays = new IRelay[]
            {
                new GpioRelay(gpio, OlimexEsp32EvbRevIPins.Relay1, true, null),
                new GpioRelay(gpio, OlimexEsp32EvbRevIPins.Relay2, true, null),
            };
            Configuration.SetPinFunction(OlimexEsp32EvbRevIPins.UextTx, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(OlimexEsp32EvbRevIPins.UextRx, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(OlimexEsp32EvbRevIPins.UextSelect, DeviceFunction.COM2_RTS);
            Rs485 = new SerialPortLine("COM2", SerialMode.RS485);
            Console = SerialPortLine.TryOpenConsole("COM1");
            ResetButton = new GpioButton(gpio, OlimexEsp32EvbRevIPins.Button, PinMode.Input);
            Clock = new NanoClock();
            Files = new FileStore("I:\\");
            System = new NanoSystem(Name, Files);
        }

        public string Name => "Olimex ESP32-EVB";

        public IRelay[] Relays { get; }

        public ISerialLine Rs485 { get; }

        public IOneWireBus OneWire { get; }

        public IPulseInput[] Pulses { get; } = new IPulseInput[0];

        public IDigitalInput[] Inputs { get; } = new IDigitalInput[0];

        public IAnalogInput[] Analogs { get; } = new IAnalogInput[0];

        public IConsoleLine Console { get; }

        public IDigitalInput ResetButton { get; }

        public IClock Clock { get; }

        public INetworkTime NetworkTime { get; } = new NanoNetworkTime();

        public INetwork Network { get; } = NanoNetwork.CableOrWifi();

        public IFileStore Files { get; }

        public ISystem System { get; }
    }
}
