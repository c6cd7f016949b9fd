// SPDX-License-Identifier: MIT
namespace Wattwarden.Discovery
{
    /// <summary>So many answers in a second at most, so that a flood of questions costs next to nothing.</summary>
    public sealed class ReplyBudget
    {
        public const int PerSecond = 10;

        private long _windowEndMs;
        private int _left;

        public bool TryTake(long nowMs)
        {
            if (nowMs >= _windowEndMs)
            {
                _windowEndMs = nowMs + 1000;
                _left = PerSecond;
            }

            if (_left == 0) return false;
            _left--;
            return true;
        }
    }
}
