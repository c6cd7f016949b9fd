// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>Asks a slave of the test bench, 9600 8N1, for its first input register: any answer of its passes, and so does the line's own echo.</summary>
    internal sealed class SelfTestBus : SelfTestItem
    {
        /// <summary>A full bus may have to finish a round first.</summary>
        public const int PatienceMs = 20000;

        private readonly BusDesk _desk;
        private readonly ISystem _system;
        private readonly int _slave;
        private TrialRead _read;
        private bool _isAsked;
        private long _deadlineMs;

        /// <param name="desk">The bus.</param>
        /// <param name="system">Makes signals.</param>
        /// <param name="slave">1 to 247; 0: the test bench has none.</param>
        public SelfTestBus(BusDesk desk, ISystem system, int slave)
            : base("rs485")
        {
            _desk = desk;
            _system = system;
            _slave = slave;
        }

        internal override long Step(long nowMs)
        {
            if (_slave == 0) return End(SelfTestOutcome.Skipped, "no slave was named");
            if (_read == null) Prepare(nowMs);
            if (!_isAsked) _isAsked = _desk.TryRead(_read, _system.CreateSignal(), nowMs);
            if (_read.Status == ModbusStatus.Pending)
                return nowMs < _deadlineMs ? nowMs + LookMs : End(SelfTestOutcome.Failed, "the bus had no time for the question");
            if (_read.Status < ModbusStatus.Timeout) return End(SelfTestOutcome.Passed, "slave " + _slave.ToString() + " answers");
            if (_read.IsEchoed) return End(SelfTestOutcome.Passed, "the line echoes");
            if (_read.Status == ModbusStatus.LineBusy) return End(SelfTestOutcome.Failed, "the port cannot be opened, or the line is never quiet");
            return End(SelfTestOutcome.Failed, _read.Reply.Length == 0 ? "slave " + _slave.ToString() + " does not answer: look at A, B and its supply" : "answers arrive damaged");
        }

        private void Prepare(long nowMs)
        {
            byte[] question = System.Text.Encoding.UTF8.GetBytes("{\"slave\":" + _slave.ToString() + ",\"name\":\"test\",\"address\":0,\"function\":4,\"type\":\"uint16\"}");
            var reader = new JsonReader();
            reader.Reset(question, 0, question.Length);
            _read = new TrialRead();
            _read.TryRead(reader, new SettingsFault());
            _deadlineMs = nowMs + PatienceMs;
        }
    }
}
