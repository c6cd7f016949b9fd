// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// Slows down guessing. Each address has three free failures, then waits 1, 2, 4 … 300 s after each further one, and starts anew after
    /// 15 minutes without a failure. All addresses together have twenty, of which one returns each 30 s; beyond them everybody waits, but
    /// at most 10 s, so that an attacker cannot lock the owner out. Depends on nothing but the times given. The caller holds a lock.
    /// </summary>
    public sealed class LoginGuard
    {
        public const int MaxAddresses = 8;
        public const long MaxWaitMs = 300_000;
        public const long MaxGlobalWaitMs = 10_000;
        public const long ForgetAfterMs = 15 * 60 * 1000;

        private const int FreeFailures = 3;
        private const int FreeGlobalFailures = 20;
        private const int MaxGlobalFailures = 40;
        private const long GlobalRecoveryMs = 30_000;
        private const long FirstWaitMs = 1000;

        private readonly string[] _addresses = Strings.Blank(MaxAddresses);
        private readonly int[] _failures = new int[MaxAddresses];   // 0: the place is free
        private readonly long[] _failedAtMs = new long[MaxAddresses];
        private int _globalFailures;
        private long _globalFailedAtMs;
        private long _globalRecoveredAtMs;

        /// <summary>How long this address has to wait before its next attempt; 0: go on. An attempt made too early is refused and does not count.</summary>
        public long WaitMs(string address, long nowMs)
        {
            Recover(nowMs);
            long wait = 0;
            if (_globalFailures > FreeGlobalFailures) wait = Left(_globalFailures - FreeGlobalFailures, MaxGlobalWaitMs, _globalFailedAtMs, nowMs);
            int slot = Find(address, nowMs);
            if (slot < 0 || _failures[slot] < FreeFailures) return wait;
            long own = Left(_failures[slot] - FreeFailures + 1, MaxWaitMs, _failedAtMs[slot], nowMs);
            return own > wait ? own : wait;
        }

        public void Failed(string address, long nowMs)
        {
            Recover(nowMs);
            if (_globalFailures == 0) _globalRecoveredAtMs = nowMs;
            if (_globalFailures < MaxGlobalFailures) _globalFailures++;
            _globalFailedAtMs = nowMs;
            int slot = Find(address, nowMs);
            if (slot < 0)
            {
                slot = SlotForNew(nowMs);
                _addresses[slot] = address;
                _failures[slot] = 0;
            }

            _failures[slot]++;
            _failedAtMs[slot] = nowMs;
        }

        public void Succeeded(string address, long nowMs)
        {
            int slot = Find(address, nowMs);
            if (slot >= 0) _failures[slot] = 0;
        }

        private static long Left(int step, long maxWaitMs, long failedAtMs, long nowMs)
        {
            long wait = FirstWaitMs;
            for (int i = 1; i < step && wait < maxWaitMs; i++) wait *= 2;
            if (wait > maxWaitMs) wait = maxWaitMs;
            long left = failedAtMs + wait - nowMs;
            return left > 0 ? left : 0;
        }

        private void Recover(long nowMs)
        {
            while (_globalFailures > 0 && nowMs - _globalRecoveredAtMs >= GlobalRecoveryMs)
            {
                _globalFailures--;
                _globalRecoveredAtMs += GlobalRecoveryMs;
            }
        }

        private int Find(string address, long nowMs)
        {
            for (int i = 0; i < MaxAddresses; i++)
            {
                if (_addresses[i] == address && !IsForgotten(i, nowMs)) return i;
            }

            return -1;
        }

        private int SlotForNew(long nowMs)
        {
            int oldest = 0;
            for (int i = 0; i < MaxAddresses; i++)
            {
                if (IsForgotten(i, nowMs)) return i;
                if (_failedAtMs[i] < _failedAtMs[oldest]) oldest = i;
            }

            return oldest;
        }

        private bool IsForgotten(int slot, long nowMs) => _failures[slot] == 0 || nowMs - _failedAtMs[slot] >= ForgetAfterMs;
    }
}
