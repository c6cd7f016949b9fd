// SPDX-License-Identifier: MIT
namespace Wattwarden.Boards
{
    /// <summary>
    /// Edges that the runtime hands on late, all at once, after every thread has stood still (a name look-up, a flash erase). It keeps so many
    /// in one queue for the whole chip and drops the oldest beyond that. One object for all edge inputs of a board.
    /// </summary>
    public sealed class EdgeBurst
    {
        /// <summary>Records of the runtime's queue (nf-interpreter, INTERRUPT_RECORDS__medium); images for the smallest chips have 16.</summary>
        public const int QueueRecords = 128;

        private const int TogetherMs = 20;   // a time slice of the runtime: another thread may run in between
        private const int ApartMs = 300;

        private readonly int _records;
        private int _edges;
        private long _lastMs = -ApartMs;

        public EdgeBurst(int records)
        {
            _records = records;
        }

        /// <summary>True when the last burst was as long as the queue: edges were dropped.</summary>
        public bool Overflowed => _edges >= _records;

        /// <summary>True while edges of a burst are still being handed on.</summary>
        public bool Lasts(long nowMs) => nowMs - _lastMs < TogetherMs;

        public void Add(long nowMs)
        {
            if (nowMs - _lastMs > ApartMs) _edges = 0;
            _edges++;
            _lastMs = nowMs;
        }
    }
}
