// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Wattwarden.Ports;

namespace Wattwarden.BoardCheck
{
    /// <summary>Switches one relay after another on and off. Without a feedback contact the ear is the judge: the state read back is then what was written.</summary>
    internal sealed class RelayCheck
    {
        private const int HoldMs = 500;

        private readonly IRelay[] _relays;

        public RelayCheck(IBoard board)
        {
            _relays = board.Relays;
        }

        public bool Run()
        {
            bool passed = true;
            for (int i = 0; i < _relays.Length; i++)
            {
                string on = Switch(_relays[i], true);
                string off = Switch(_relays[i], false);
                Console.WriteLine("OUT" + i.ToString() + ": on " + on + ", off " + off);
                passed = passed && on == "ok" && off == "ok";
            }

            return passed;
        }

        private static string Switch(IRelay relay, bool on)
        {
            bool accepted = relay.TrySet(on);
            Thread.Sleep(HoldMs);
            if (!accepted) return "REFUSED";
            if (!relay.TryGet(out bool actual)) return "NOT READABLE";
            return actual == on ? "ok" : "STUCK";
        }
    }
}
