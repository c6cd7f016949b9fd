// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Network
{
    /// <summary>Finds out whether the gateway is there: asks it for connections on ports that home routers have, one after the other, until it answers in any way.</summary>
    internal sealed class GatewayProbe
    {
        private const int AnswerMs = 5000;
        private const int PauseMs = 5000;

        // The router's page, its name server, its page again.
        private static readonly int[] Ports = { 80, 53, 443 };

        private readonly INetwork _network;
        private int _next;
        private long _endAtMs;
        private long _nextAtMs;
        private bool _answered;

        public GatewayProbe(INetwork network)
        {
            _network = network;
        }

        public bool IsRunning { get; private set; }

        /// <summary>Goes on asking; true once it has answered. A gateway of 0 never does.</summary>
        public bool Answers(uint gateway, long nowMs)
        {
            if (IsRunning) Look(nowMs);
            else if (gateway != 0 && nowMs >= _nextAtMs) Begin(gateway, nowMs);
            return _answered;
        }

        public void Stop()
        {
            if (IsRunning) _network.EndProbe();
            IsRunning = false;
            _answered = false;
            _nextAtMs = 0;
        }

        private void Begin(uint gateway, long nowMs)
        {
            if (!_network.BeginProbe(gateway, Ports[_next])) return;
            IsRunning = true;
            _next = (_next + 1) % Ports.Length;
            _endAtMs = nowMs + AnswerMs;
        }

        private void Look(long nowMs)
        {
            if (_network.IsBusy)
            {
                if (nowMs >= _endAtMs) _network.EndProbe();
                return;
            }

            IsRunning = false;
            _answered = _network.ProbeAnswered;
            _nextAtMs = nowMs + PauseMs;
        }
    }
}
