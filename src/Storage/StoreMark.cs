// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Tells a file system that was formatted from one that we know, by a random name that is written once, at the first start that
    /// finds settings. Nothing outside the file system survives: an empty one looks like that of a new device, and both are named.
    /// </summary>
    public sealed class StoreMark
    {
        private const int IdBytes = 8;

        private readonly IFileStore _files;
        private readonly byte[] _frame = new byte[SlotFrame.HeaderBytes + IdBytes];

        public StoreMark(IFileStore files)
        {
            _files = files;
        }

        /// <summary>The file system's name, 16 hexadecimal digits; empty until the second start.</summary>
        public string Id { get; private set; } = "";

        /// <summary>Once, at start, after settings and totals were read.</summary>
        /// <param name="system">Random bytes for a new name.</param>
        /// <param name="hasSettings">Saved settings were there, be they whole or not.</param>
        /// <param name="hasTotals">Records of totals were there.</param>
        public StoreState Check(ISystem system, bool hasSettings, bool hasTotals)
        {
            int length = _files.Read(OwnFiles.StoreId, _frame);
            bool marked = length == _frame.Length && SlotFrame.IsWhole(_frame, length);
            if (!hasSettings)
            {
                if (marked) ReadId();
                return marked || hasTotals ? StoreState.SettingsGone : StoreState.Empty;
            }

            if (!marked) Write(system);
            ReadId();
            return StoreState.Known;
        }

        private void Write(ISystem system)
        {
            byte[] id = new byte[IdBytes];
            system.FillRandom(id);
            System.Array.Copy(id, 0, _frame, SlotFrame.HeaderBytes, IdBytes);
            SlotFrame.Seal(_frame, 1, IdBytes);
            _files.Write(OwnFiles.StoreId, _frame, _frame.Length);
        }

        private void ReadId()
        {
            byte[] id = new byte[IdBytes];
            System.Array.Copy(_frame, SlotFrame.HeaderBytes, id, 0, IdBytes);
            Id = HexText.Encode(id);
        }
    }
}
