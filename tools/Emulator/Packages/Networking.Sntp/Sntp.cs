// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace nanoFramework.Networking
{
    /// <summary>The runtime's NTP client. Getters are left out: on a chip they take whatever lies on the stack for an instance.</summary>
    public class Sntp
    {
        public static string Server1
        {
            set => Machine.Current.Sntp[0] = value;
        }

        public static string Server2
        {
            set => Machine.Current.Sntp[1] = value;
        }

        public static void Start() => Machine.Current.Sntp.Start();

        public static void Stop() => Machine.Current.Sntp.Stop();

        /// <summary>Ends the client and starts it again: it asks within two seconds.</summary>
        public static void UpdateNow()
        {
            Stop();
            Start();
        }
    }
}
