// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Wattwarden.OneWire;
using Wattwarden.Ports;

namespace Wattwarden.BoardCheck
{
    /// <summary>Lists the devices on the 1-Wire bus. An empty bus passes: sensors come with the house; a line that carries nothing does not.</summary>
    internal sealed class OneWireCheck
    {
        private const int MaxDevices = 64;
        private const int MaxSteps = 100;

        private readonly IOneWireBus _bus;

        public OneWireCheck(IBoard board)
        {
            _bus = board.OneWire;
        }

        public bool Run()
        {
            if (_bus == null)
            {
                Console.WriteLine("1-Wire: this board has none");
                return true;
            }

            RomSearch search = new RomSearch(_bus);
            int count = 0;
            while (count < MaxDevices && Find(search) && !search.Wrapped)
            {
                count++;
                Console.WriteLine("1-Wire: " + RomId.Format(search.Id) + " " + SensorFamily.Title(RomId.Family(search.Id)));
            }

            bool carries = search.Status != SearchStatus.LineFault;
            if (!carries) Console.WriteLine("1-Wire: the line does not carry what is sent (short, no pull-up, transmitter and receiver not joined)");
            else if (count == 0) Console.WriteLine("1-Wire: no device");
            return carries;
        }

        private static bool Find(RomSearch search)
        {
            search.Next();
            for (int i = 0; i < MaxSteps && search.Status == SearchStatus.Working; i++)
            {
                search.Step();
                Thread.Sleep(1);
            }

            return search.Status == SearchStatus.Found;
        }
    }
}
