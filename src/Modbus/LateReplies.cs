// SPDX-License-Identifier: MIT
namespace Wattwarden.Modbus
{
    /// <summary>
    /// Slaves that still owe an answer, and until when it may come. Nothing in an RTU frame says which question it answers, so a slave
    /// is not asked again while an old answer could pass for the new one. Holds eight; a ninth takes the place that ends first.
    /// </summary>
    public sealed class LateReplies
    {
        private const int Slots = 8;

        private readonly byte[] _slave = new byte[Slots];
        private readonly long[] _untilMs = new long[Slots];

        /// <summary>The slave's answer may come until then.</summary>
        public void Expect(byte slave, long untilMs)
        {
            int slot = 0;
            for (int i = 0; i < Slots; i++)
            {
                if (_slave[i] == slave)
                {
                    slot = i;
                    break;
                }

                if (_untilMs[i] < _untilMs[slot]) slot = i;
            }

            _slave[slot] = slave;
            _untilMs[slot] = untilMs;
        }

        /// <summary>Uptime in milliseconds until which a late answer of the slave may come; 0 when none is owed.</summary>
        public long UntilMs(byte slave)
        {
            for (int i = 0; i < Slots; i++)
            {
                if (_slave[i] == slave) return _untilMs[i];
            }

            return 0;
        }
    }
}
