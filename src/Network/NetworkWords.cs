// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Network
{
    /// <summary>The network in words.</summary>
    public static class NetworkWords
    {
        public const string NoNetwork = "this board has no network";
        public const string Works = "the settings work";

        public static string Of(NetworkStage stage)
        {
            switch (stage)
            {
                case NetworkStage.Trial: return "trial";
                case NetworkStage.Proven: return "proven";
                case NetworkStage.Fallback: return "fallback";
                default: return "none";
            }
        }

        public static string Of(JoinState join)
        {
            switch (join)
            {
                case JoinState.Joining: return "joining";
                case JoinState.Joined: return "joined";
                case JoinState.NotFound: return "not found";
                case JoinState.WrongPassword: return "wrong password";
                case JoinState.Failed: return "failed";
                default: return "idle";
            }
        }

        /// <summary>DHCP, or the static address.</summary>
        public static string Of(AddressPlan plan) => plan.UsesDhcp ? "DHCP" : "the static address " + Ipv4.ToText(plan.Address);

        /// <summary>What the trial waits for, and what comes after.</summary>
        internal static string Trial(NetworkSettings used, long leftMs, bool linkUp)
        {
            string waits = used.Plan.UsesDhcp ? "on trial: waiting for an address from a DHCP server" :
                used.Plan.Gateway == 0 ? "on trial: waiting for somebody to open the page" :
                "on trial: waiting for an answer of the gateway " + Ipv4.ToText(used.Plan.Gateway) + ", or for somebody to open the page";
            if (!linkUp && used.Ssid.Length == 0) return waits + "; no link, the time stands still";
            return waits + "; " + ((leftMs + 999) / 1000).ToString() + " s are left";
        }

        internal static string Fallback(NetworkSettings wanted, NetworkSettings used)
        {
            string why = wanted.Plan.UsesDhcp ? "no DHCP server has given an address" :
                "with the address " + Ipv4.ToText(wanted.Plan.Address) + " neither the gateway answered nor did anybody open the page";
            return why + "; " + Of(used.Plan) + " is in use instead";
        }
    }
}
