// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using System.IO.Ports;
using nanoFramework.Hardware.Esp32;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>Waveshare ESP32-S3-Relay-6CH: six relays, isolated RS-485 on COM2, Wi-Fi.</summary>
    public sealed class WaveshareEsp32S3Relay6Ch : IBoard
    {
        public WaveshareEsp32S3Relay6Ch()
        {
            GpioController gpio = new GpioController();
            Relays = new IRelay[]
            {
                new GpioRelay(gpio, WaveshareEsp32S3Relay6ChPins.Relay1, true, null),
                new GpioRelay(gpio, WaveshareEsp32S3Relay6ChPins.Relay2, true, null),
                new GpioRelay(gpio, WaveshareEsp32S3Relay6ChPins.Relay3, true, null),
                new GpioRelay(gpio, WaveshareEsp32S3Relay6ChPins.Relay4, true, null),
                new GpioRelay(gpio, WaveshareEsp32S3Relay6ChPins.Relay5, true, null),
                new GpioRelay(gpio, WaveshareEsp32S3Relay6ChPins.Relay6, true, null),
            };
            Configuration.SetPinFunction(WaveshareEsp32S3Relay6ChPins.Rs485Tx, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(WaveshareEsp32S3Relay6ChPins.Rs485Rx, DeviceFunction.COM2_RX);
            Rs485 = new SerialPortLine("COM2", SerialMode.Normal);
            Console = SerialPortLine.TryOpenConsole("COM1");
            ResetButton = new GpioButton(gpio, WaveshareEsp32S3Relay6ChPins.BootButton, PinMode.InputPullUp);
            Clock = new NanoClock();
            Files = new FileStore("I:\\");
            System = new NanoSystem(Name, Files);
        }

        public string Name => "Waveshare ESP32-S3-Relay-6CH";

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

        public INetwork Network { get; } = NanoNetwork.Wifi();

        public IFileStore Files { get; }

        public ISystem System { get; }
    }
}
