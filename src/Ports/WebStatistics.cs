// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>What the web server and the router count since the start. Written by their threads, read by any.</summary>
    public sealed class WebStatistics
    {
        public int Requests;

        /// <summary>Requests that ended in a fault of the firmware.</summary>
        public int Faults;

        /// <summary>Connections that found no place, and heads that were no requests.</summary>
        public int Refused;

        /// <summary>Clients that were too slow.</summary>
        public int Cut;
    }
}
