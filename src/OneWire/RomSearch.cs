// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.OneWire
{
    /// <summary>
    /// Finds the devices on the bus one after the other, in the order of their identifiers' bits. Each step is a few time slots, so the loop
    /// goes on meanwhile; between two devices any time may pass and the bus may be used for other things. Source: Maxim application note 187.
    /// </summary>
    public sealed class RomSearch
    {
        private const byte SearchCommand = 0xF0;
        private const int Bits = 64;
        private const int BitsPerStep = 8;
        private const int MaxTries = 3;

        private readonly IOneWireBus _bus;
        private long _path;          // identifier found last: the way down to the last fork
        private int _fork;           // number (1…64) of the last bit where both ways were open and 0 was taken; 0: none is left
        private long _newPath;
        private int _newFork;
        private int _bit;
        private bool _begun;
        private bool _ended;         // the device found last was the last one
        private int _tries;

        public RomSearch(IOneWireBus bus)
        {
            _bus = bus;
        }

        public SearchStatus Status { get; private set; }

        /// <summary>The device found.</summary>
        public long Id => _path;

        /// <summary>True when there was no further device and the search began again with the first.</summary>
        public bool Wrapped { get; private set; }

        /// <summary>The next search begins with the first device.</summary>
        public void Restart()
        {
            _path = RomId.None;
            _fork = 0;
            _ended = false;
        }

        /// <summary>Begins the search for the device after the one found last; after the last one it is the first.</summary>
        public void Next()
        {
            Wrapped = _ended;
            if (_ended) Restart();
            _tries = 0;
            _begun = false;
            Status = SearchStatus.Working;
        }

        /// <summary>Does the next few time slots (at most 24).</summary>
        public SearchStatus Step()
        {
            if (Status != SearchStatus.Working) return Status;
            if (!_begun) return Begin();
            for (int i = 0; i < BitsPerStep; i++)
            {
                if (!TakeBit()) return Again();
            }

            return _bit == Bits ? Finish() : Status;
        }

        private SearchStatus Begin()
        {
            if (!_bus.Reset())
            {
                Restart();
                return Status = SearchStatus.Nobody;
            }

            // Nobody pulls a write slot low, so another echo is a short or a host that hears nothing: its presence means nothing.
            if (_bus.TouchByte(SearchCommand) != SearchCommand) return Again();
            _begun = true;
            _bit = 0;
            _newPath = RomId.None;
            _newFork = 0;
            return Status;
        }

        // | read | read       | write                                   |
        // | bit  | complement | way: whose bit differs is out until reset |
        private bool TakeBit()
        {
            bool bit = _bus.TouchBit(true);
            bool complement = _bus.TouchBit(true);
            if (bit && complement) return false;
            int number = _bit + 1;
            bool way = bit;
            if (bit == complement)
            {
                way = number < _fork ? ((_path >> _bit) & 1) != 0 : number == _fork;
                if (!way) _newFork = number;
            }

            if (way) _newPath |= 1L << _bit;
            _bit = number;
            return _bus.TouchBit(way) == way;
        }

        private SearchStatus Finish()
        {
            if (!RomId.IsWhole(_newPath)) return Again();
            bool isNew = _fork == 0 || ((_newPath >> (_fork - 1)) & 1) != 0;
            _path = _newPath;
            _fork = _newFork;
            _ended = _fork == 0;
            if (isNew) return Status = SearchStatus.Found;

            // The device behind the fork has gone since: what answered is one that was found before.
            bool wrapped = Wrapped || _ended;
            Next();
            Wrapped = wrapped;
            return Status;
        }

        private SearchStatus Again()
        {
            _begun = false;
            if (++_tries < MaxTries) return Status;
            if (_fork == 0)
            {
                Restart();
                return Status = SearchStatus.LineFault;
            }

            // Everybody behind the fork may have gone: look from the beginning before blaming the line.
            Restart();
            _tries = 0;
            Wrapped = true;
            return Status;
        }
    }
}
