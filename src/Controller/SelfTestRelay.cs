// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>Switches one relay on and off and looks whether it follows. It is off before, and off again after, whatever happens.</summary>
    internal sealed class SelfTestRelay : SelfTestItem
    {
        /// <summary>How long a relay may take until its read-back agrees.</summary>
        public const int FollowMs = 200;

        /// <summary>So long the outputs have to reach their safe states.</summary>
        public const int SafeMs = 2000;

        private readonly DecisionTask _decisions;
        private readonly IRelay _relay;
        private bool _isTold;
        private bool _on;
        private long _deadlineMs = -1;

        public SelfTestRelay(int output, DecisionTask decisions, IRelay relay)
            : base("out" + output.ToString())
        {
            _decisions = decisions;
            _relay = relay;
        }

        internal override long Step(long nowMs)
        {
            if (_deadlineMs < 0) _deadlineMs = nowMs + SafeMs;
            if (!_decisions.RelaysAreLent) return AwaitOff(nowMs);
            if (!_isTold) return Tell(nowMs);
            bool follows = _relay.TryGet(out bool on) && on == _on;
            if (!follows) return nowMs < _deadlineMs ? nowMs + LookMs : End(SelfTestOutcome.Failed, _on ? "does not read back as on" : "does not read back as off: take its load away");
            if (!_on) return End(SelfTestOutcome.Passed, "on and off, read back");
            _on = false;
            _isTold = false;
            return nowMs + FollowMs;
        }

        internal override void Restore()
        {
            if (!_decisions.RelaysAreLent) return;
            _relay.TrySet(false);
            _decisions.RelaysAreLent = false;
        }

        // The outputs' owner puts them in their safe states first; after that nobody else touches them.
        private long AwaitOff(long nowMs)
        {
            if (!_relay.TryGet(out bool on)) return End(SelfTestOutcome.Failed, "cannot be read");
            if (on && nowMs < _deadlineMs) return nowMs + LookMs;
            if (on) return End(SelfTestOutcome.Skipped, "its safe state is on");
            if (!_decisions.AreHeldSafe) return nowMs + LookMs;
            _decisions.RelaysAreLent = true;
            _on = true;
            return nowMs;
        }

        private long Tell(long nowMs)
        {
            if (!_relay.TrySet(_on)) return End(SelfTestOutcome.Failed, _on ? "refuses to go on" : "refuses to go off: take its load away");
            _isTold = true;
            _deadlineMs = nowMs + FollowMs;
            return nowMs + LookMs;
        }
    }
}
