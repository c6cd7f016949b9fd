// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// Counts starts that did not last a minute, in a file of one byte. Three of them in a row mean that something breaks the controller:
    /// the next start is in safe mode, and after ten quiet minutes there it tries again by itself, so that a house does not stay cold
    /// because somebody played with the breaker.
    /// </summary>
    public sealed class QuickRestarts
    {
        public const string FileName = "starts.bin";
        public const int Limit = 3;
        public const long LastingMs = 60 * 1000;
        public const long SafeModeMs = 10 * 60 * 1000;

        private readonly IFileStore _files;
        private readonly byte[] _count = new byte[1];
        private bool _noted;

        /// <summary>Counts this start.</summary>
        public QuickRestarts(IFileStore files)
        {
            _files = files;
            if (_files.Read(FileName, _count) != 1) _count[0] = 0;
            SafeMode = _count[0] >= Limit;
            if (_count[0] < Limit) _count[0]++;
            _files.Write(FileName, _count, 1);
        }

        /// <summary>True when the last three starts were quick ones.</summary>
        public bool SafeMode { get; }

        /// <summary>To be called now and then: a start that lasts ends the row of quick ones, and ends safe mode by a restart.</summary>
        public void Note(long uptimeMs, ISystem system)
        {
            if (_noted || uptimeMs < (SafeMode ? SafeModeMs : LastingMs)) return;
            _noted = true;
            _files.Delete(FileName);
            if (SafeMode) system.Restart();
        }
    }
}
