// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>One board: everything that the firmware has to touch. Made once, before anything else, with all relays off.</summary>
    public interface IBoard
    {
        /// <summary>Name as in docs/boards, for example "Olimex ESP32-EVB".</summary>
        string Name { get; }

        /// <summary>The relays in the order of OUT0, OUT1 …; a board may have fewer than there are outputs.</summary>
        IRelay[] Relays { get; }

        /// <summary>The meter bus.</summary>
        ISerialLine Rs485 { get; }

        /// <summary>The temperature sensors' bus; null when the board has none.</summary>
        IOneWireBus OneWire { get; }

        /// <summary>S0 inputs in the order of p1, p2 …; empty when the board has none.</summary>
        IPulseInput[] Pulses { get; }

        /// <summary>Contacts in the order of in1, in2 …; a pin may be a pulse input as well.</summary>
        IDigitalInput[] Inputs { get; }

        /// <summary>Analog channels; empty when the board has none.</summary>
        IAnalogInput[] Analogs { get; }

        /// <summary>The serial port for people and the factory; null when the board has none.</summary>
        IConsoleLine Console { get; }

        /// <summary>Low while pressed; pressed soon after the start and held it asks for the factory settings. Null when the board has none.</summary>
        IDigitalInput ResetButton { get; }

        IClock Clock { get; }

        /// <summary>The chip's NTP client; null when the board has no network.</summary>
        INetworkTime NetworkTime { get; }

        /// <summary>The network interface; null when the board has none.</summary>
        INetwork Network { get; }

        IFileStore Files { get; }

        ISystem System { get; }
    }
}
