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

        IClock Clock { get; }

        IFileStore Files { get; }

        ISystem System { get; }
    }
}
