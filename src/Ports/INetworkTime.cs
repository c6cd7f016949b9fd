// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>
    /// The chip's own NTP client. It sets the chip's clock by itself and tells nobody: whether it had an answer is seen from IClock.TryGetUtc.
    /// Nothing here waits.
    /// </summary>
    public interface INetworkTime
    {
        /// <summary>Asks server now, starting the client if need be; the client asks again by itself, and the fallback when the first does not answer.</summary>
        void Ask(string server, string fallback);

        /// <summary>Tells the client again whom to ask, without asking now: it forgets that when the network comes up. To be called every few seconds.</summary>
        void Remind(string server, string fallback);

        /// <summary>Ends the client; also when it has started by itself.</summary>
        void Stop();
    }
}
