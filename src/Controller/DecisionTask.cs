// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Rules;

namespace Wattwarden.Controller
{
    /// <summary>Carries points to rules and what the rules want to the outputs, which know nothing of each other.</summary>
    public sealed class DecisionTask : IAskedTask, IDecisionContext
    {
        private readonly PointTable _points;
        private readonly RuleEngine _rules;
        private readonly OutputBank _outputs;
        private readonly ControlLoop _loop;
        private const int LentMs = 10;

        private bool _holdSafe;
        private int _seenVersion = -1;
        private long _dueAtMs;

        public DecisionTask(PointTable points, RuleEngine rules, OutputBank outputs, ControlLoop loop)
        {
            _points = points;
            _rules = rules;
            _outputs = outputs;
            _loop = loop;
            outputs.Context = this;
        }

        public string Name => "decisions";

        /// <summary>Due at once when any value or quality has changed, else when the next delay, hold or minimum time ends.</summary>
        public long DueAtMs => _points.Version != _seenVersion ? 0 : _dueAtMs;

        /// <summary>Outputs stay safe and rules stand still: set by the program after three quick restarts.</summary>
        public bool SafeMode { get; set; }

        /// <summary>Outputs go to their safe states and stay there while a self-test switches relays.</summary>
        public bool HoldSafe
        {
            get => _holdSafe;
            set
            {
                _holdSafe = value;
                Wake();
            }
        }

        /// <summary>True once outputs have been told their safe states.</summary>
        public bool AreHeldSafe => _holdSafe && _outputs.InSafetyStop;

        /// <summary>The self-test has the relays: nobody else tells or reads them.</summary>
        public bool RelaysAreLent { get; set; }

        /// <summary>New settings or a command: decide again with the next step.</summary>
        public void Wake() => _dueAtMs = 0;

        public void Run(long nowMs)
        {
            _seenVersion = _points.Version;
            if (RelaysAreLent)
            {
                _dueAtMs = nowMs + LentMs;
                return;
            }

            // Safety first: a rule engine that throws must not keep outputs from their safe state.
            if (Guard(nowMs)) _outputs.Step(nowMs);
            if (!SafeMode && _rules.Evaluate(nowMs)) Carry(nowMs);
            long outputsDueMs = _outputs.Step(nowMs);
            long rulesDueMs = SafeMode ? long.MaxValue : _rules.NextDeadlineMs;
            _dueAtMs = outputsDueMs < rulesDueMs ? outputsDueMs : rulesDueMs;
            if (!_loop.IsTrusted(nowMs) && _dueAtMs > nowMs + ControlLoop.TrustAfterMs) _dueAtMs = nowMs + ControlLoop.TrustAfterMs;
        }

        public void Fill(int eventIndex, DecisionValues into)
        {
            EventTable events = _rules.Section.Current;
            if (eventIndex < 0 || eventIndex >= events.Count) return;
            into.Add(events.Source(eventIndex, EventTable.A), _points);
            if (events.Logic(eventIndex) != Logic.OnlyA) into.Add(events.Source(eventIndex, EventTable.B), _points);
        }

        private bool Guard(long nowMs)
        {
            if (SafeMode) _outputs.SafetyOn((byte)SafetyReason.SafeMode);
            else if (!_loop.IsTrusted(nowMs)) _outputs.SafetyOn((byte)SafetyReason.LoopFault);
            else if (_holdSafe) _outputs.SafetyOn((byte)SafetyReason.SelfTest);
            else _outputs.SafetyOff();
            return _outputs.InSafetyStop;
        }

        private void Carry(long nowMs)
        {
            while (_rules.TryTakeEdge(out int target, out bool on, out int eventIndex)) _outputs.Edge(target, on, eventIndex, nowMs);
            for (int output = 0; output < PointId.OutputCount; output++)
            {
                // HeldState has the same order as Verdict.
                _outputs.Hold(output, (HeldState)(byte)_rules.HeldVerdict(output), _rules.HeldBy(output), _rules.UnknownSinceMs(output));
                int owner = _outputs.LatchEvent(output);
                bool unknown = _rules.EdgeSourceUnknown(owner);
                _outputs.SourceUnknown(output, unknown, unknown ? _rules.StateSinceMs(owner) : 0);
            }
        }
    }
}
