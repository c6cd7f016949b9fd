// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>Counts starts that did not last five minutes, in a file of one byte. Three of them in a row mean that something breaks the controller: safe mode.</summary>
    public sealed class QuickRestarts
    {
        public const string FileName = "starts.bin";
        public const int Limit = 3;
        public const long LastingMs = 5 * 60 * 1000;

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

        /// <summary>To be called now and then: after five minutes the row of quick starts is over.</summary>
        public void Note(long uptimeMs)
        {
            if (_noted || uptimeMs < LastingMs) return;
            _noted = true;
            _files.Delete(FileName);
        }
    }
}
