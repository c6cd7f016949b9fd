// SPDX-License-Identifier: MIT
using System.Device.Adc;
using System.Device.Gpio;
using System.IO.Ports;
using nanoFramework.Hardware.Esp32;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>Wattwarden EMS, revision A: six relays, RS-485 on COM2 with DE by RTS, 1-Wire on COM3, two inputs for S0, contacts or (the second) a PT1000, Ethernet.</summary>
    public sealed class WattwardenEmsRevA : IBoard
    {
        /// <summary>Input2 (GPIO39) at the converter: ADC1_CH3.</summary>
        public const int Input2AdcChannel = 3;

        public WattwardenEmsRevA()
        {
            GpioController gpio = new GpioController();
            Relays = new IRelay[]
            {
                new GpioRelay(gpio, WattwardenEmsRevAPins.Out0, true, null),
                new GpioRelay(gpio, WattwardenEmsRevAPins.Out1, true, null),
                new GpioRelay(gpio, WattwardenEmsRevAPins.Out2, true, null),
                new GpioRelay(gpio, WattwardenEmsRevAPins.Out3, true, null),
                new GpioRelay(gpio, WattwardenEmsRevAPins.Out4, true, null),
                new GpioRelay(gpio, WattwardenEmsRevAPins.Out5, true, null),
            };
            Configuration.SetPinFunction(WattwardenEmsRevAPins.Rs485Tx, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(WattwardenEmsRevAPins.Rs485Rx, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(WattwardenEmsRevAPins.Rs485DriverEnable, DeviceFunction.COM2_RTS);
            Configuration.SetPinFunction(WattwardenEmsRevAPins.OneWireTx, DeviceFunction.COM3_TX);
            Configuration.SetPinFunction(WattwardenEmsRevAPins.OneWireRx, DeviceFunction.COM3_RX);
            Rs485 = new SerialPortLine("COM2", SerialMode.RS485);
            Console = SerialPortLine.TryOpenConsole("COM1");
            OneWire = OneWireHostBus.TryOpen();
            Inputs = new IDigitalInput[]
            {
                new PinContact(gpio, WattwardenEmsRevAPins.Input1, PinMode.Input),
                new PinContact(gpio, WattwardenEmsRevAPins.Input2, PinMode.Input),
            };
            Pulses = new IPulseInput[]
            {
                new HardwarePulseInput(WattwardenEmsRevAPins.Input1),
                new HardwarePulseInput(WattwardenEmsRevAPins.Input2),
            };
            Analogs = new IAnalogInput[] { new AdcInput(new AdcController(), Input2AdcChannel) };
            Clock = new NanoClock();
            Files = new FileStore("I:\\");
            System = new NanoSystem(Name, Files);
        }

        public string Name => "Wattwarden EMS rev A";

        public IRelay[] Relays { get; }

        public ISerialLine Rs485 { get; }

        public IOneWireBus OneWire { get; }

        public IPulseInput[] Pulses { get; }

        public IDigitalInput[] Inputs { get; }

        public IAnalogInput[] Analogs { get; }

        public IConsoleLine Console { get; }

        /// <summary>None: the Ethernet chip, the relays and the lines take every pin that the module brings out.</summary>
        public IDigitalInput ResetButton => null;

        public IClock Clock { get; }

        public INetworkTime NetworkTime { get; } = new NanoNetworkTime();

        public INetwork Network { get; } = NanoNetwork.CableOrWifi();

        public IFileStore Files { get; }

        public ISystem System { get; }
    }
}
