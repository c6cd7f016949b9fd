// SPDX-License-Identifier: MIT
using nanoFramework.Networking;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// The NTP client of the runtime (lwIP). It keeps no copy of the servers' names, only where they lay in memory, and takes its own default
    /// servers whenever the chip gets an address (nf-interpreter, Networking.Sntp and ESP32 targetHAL_Network.cpp): hence Remind. Its getters are
    /// not used: native code takes them for instance members.
    /// </summary>
    public sealed class NanoNetworkTime : INetworkTime
    {
        // Not collected while the client may still read them.
        private static string _first = "";
        private static string _second = "";

        public void Ask(string server, string fallback)
        {
            Remind(server, fallback);
            Sntp.UpdateNow();
        }

        public void Remind(string server, string fallback)
        {
            _first = server;
            _second = fallback;
            Sntp.Server1 = _first;
            Sntp.Server2 = _second;
        }

        public void Stop() => Sntp.Stop();
    }
}
