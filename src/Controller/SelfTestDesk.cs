// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>
    /// The self-test, run by the loop step by step: each relay against its read-back, RS-485, the 1-Wire list, flash with a power cut, heap.
    /// While relays are tested all outputs are in their safe states and rules switch nothing. Owned by the loop's thread: post a job.
    /// </summary>
    public sealed class SelfTestDesk : ILoopTask
    {
        private const int OtherItems = 4;

        private readonly EnergyController _controller;
        private readonly DecisionTask _decisions;
        private SelfTestItem[] _items = new SelfTestItem[0];
        private int _current;
        private long _dueAtMs = long.MaxValue;

        internal SelfTestDesk(EnergyController controller, DecisionTask decisions)
        {
            _controller = controller;
            _decisions = decisions;
        }

        public string Name => "self-test";

        public long DueAtMs => _dueAtMs;

        public bool IsRunning => _current < _items.Length;

        /// <summary>True when the last test is over and nothing failed.</summary>
        public bool HasPassed { get; private set; }

        /// <summary>Parts of the last test, or of the one that runs; 0 before the first.</summary>
        public int Count => _items.Length;

        public SelfTestItem Item(int index) => _items[index];

        /// <summary>Begins. False: a test runs already.</summary>
        /// <param name="relays">Each relay is switched on and off for a moment: only with no load connected.</param>
        /// <param name="slave">A slave of the test bench on RS-485, 9600 8N1; 0: none.</param>
        /// <param name="sensors">So many devices are on the 1-Wire bus at least.</param>
        /// <param name="nowMs">Uptime.</param>
        public bool Start(bool relays, int slave, int sensors, long nowMs)
        {
            if (IsRunning) return false;
            IBoard board = _controller.Board;
            int relayCount = relays ? board.Relays.Length : 0;
            _items = new SelfTestItem[relayCount + OtherItems];
            for (int i = 0; i < relayCount; i++) _items[i] = new SelfTestRelay(i, _decisions, board.Relays[i]);
            _items[relayCount] = new SelfTestBus(_controller.BusDesk, board.System, slave);
            _items[relayCount + 1] = new SelfTestSensors(_controller.SensorDesk, board.OneWire != null, sensors);
            _items[relayCount + 2] = new SelfTestFlash(_controller.Storage.Files);
            _items[relayCount + 3] = new SelfTestHeap(board.System);
            _current = 0;
            HasPassed = false;
            _decisions.HoldSafe = relays;
            _dueAtMs = nowMs;
            return true;
        }

        public void Run(long nowMs)
        {
            SelfTestItem item = _items[_current];
            try
            {
                _dueAtMs = item.Step(nowMs);
            }
            catch (Exception fault)
            {
                // Hardware that throws has failed; the device that finds it out has not.
                item.End(SelfTestOutcome.Failed, fault.Message);
            }

            if (item.Outcome == SelfTestOutcome.Waiting) return;
            item.Restore();
            _current++;
            _dueAtMs = IsRunning ? nowMs : long.MaxValue;
            if (!IsRunning) Finish();
        }

        private void Finish()
        {
            _decisions.HoldSafe = false;
            HasPassed = true;
            for (int i = 0; i < _items.Length; i++) HasPassed &= _items[i].Outcome != SelfTestOutcome.Failed;
        }
    }
}
