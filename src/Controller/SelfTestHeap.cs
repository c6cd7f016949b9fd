// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>Looks whether enough of the heap is free.</summary>
    internal sealed class SelfTestHeap : SelfTestItem
    {
        /// <summary>A save of the settings and two requests of the page take this much.</summary>
        public const int LeastBytes = 20000;

        private readonly ISystem _system;

        public SelfTestHeap(ISystem system)
            : base("heap")
        {
            _system = system;
        }

        internal override long Step(long nowMs)
        {
            long free = _system.FreeHeapBytes;
            return End(free >= LeastBytes ? SelfTestOutcome.Passed : SelfTestOutcome.Failed, free.ToString() + " bytes free");
        }
    }
}
