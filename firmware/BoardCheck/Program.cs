// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Wattwarden.Device;
using Wattwarden.Ports;

namespace Wattwarden.BoardCheck
{
    /// <summary>Proves a board's wiring: clicks the relays, asks a meter, writes to flash, and prints what it found. Loads must be disconnected.</summary>
    public static class Program
    {
        public static void Main()
        {
            IBoard board = ThisBoard.Create();
            Console.WriteLine("board check: " + board.Name);
            Console.WriteLine("disconnect all loads: every relay will switch on once");
            Thread.Sleep(3000);
            bool passed = new RelayCheck(board).Run();
            passed = new BusCheck(board).Run() && passed;
            passed = new ChipCheck(board).Run() && passed;
            passed = new OneWireCheck(board).Run() && passed;
            Console.WriteLine(passed ? "RESULT: passed" : "RESULT: FAILED, see above");
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
