// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Storage
{
    /// <summary>
    /// The device's flash with books kept: the port cannot tell sizes or free room, so we add up what we read and write. Refuses a write that
    /// would leave the runtime's own files without room. Any thread.
    /// </summary>
    public sealed class AccountedFileStore : IFileStore
    {
        public const int MaxFiles = 32;

        /// <summary>Blocks that our files may take together, the copy included that exists while a file is replaced. The rest of a 256 KB partition is the runtime's.</summary>
        public const int QuotaBlocks = 48;

        private const int Absent = -1;

        private readonly IFileStore _flash;
        private readonly object _gate = new object();
        private readonly FlashUse _use = new FlashUse();

        public AccountedFileStore(IFileStore flash)
        {
            _flash = flash;
        }

        /// <summary>True after a write that was refused, until one is taken.</summary>
        public bool IsRefusing { get; private set; }

        public int Length(string name) => _flash.Length(name);

        public int Read(string name, byte[] buffer)
        {
            int length = _flash.Read(name, buffer);
            lock (_gate)
            {
                int file = Find(name);
                if (file >= 0 && length >= Absent) _use.Bytes[file] = length;
            }

            return length;
        }

        public bool Write(string name, byte[] buffer, int count)
        {
            int file;
            lock (_gate)
            {
                file = Find(name);
                if (file < 0 || UsedBlocks() + FlashWear.Blocks(count) > QuotaBlocks)
                {
                    _use.NoRoom++;
                    IsRefusing = true;
                    return false;
                }
            }

            bool taken = _flash.Write(name, buffer, count);
            lock (_gate)
            {
                _use.AllWrites++;
                _use.AllBytes += count;
                _use.MilliErases += FlashWear.MilliErases(count);
                _use.Writes[file]++;
                if (taken) _use.Bytes[file] = count;
                else _use.Refused++;
                IsRefusing = !taken;
            }

            return taken;
        }

        public bool Delete(string name)
        {
            bool gone = _flash.Delete(name);
            lock (_gate)
            {
                int file = Find(name);
                if (file >= 0 && gone) _use.Bytes[file] = Absent;
            }

            return gone;
        }

        public void CopyTo(FlashUse into)
        {
            lock (_gate)
            {
                System.Array.Copy(_use.Names, into.Names, MaxFiles);
                System.Array.Copy(_use.Bytes, into.Bytes, MaxFiles);
                System.Array.Copy(_use.Writes, into.Writes, MaxFiles);
                into.Count = _use.Count;
                into.UsedBytes = 0;
                for (int i = 0; i < _use.Count; i++) into.UsedBytes += _use.Bytes[i] > 0 ? _use.Bytes[i] : 0;
                into.UsedBlocks = UsedBlocks();
                into.AllWrites = _use.AllWrites;
                into.AllBytes = _use.AllBytes;
                into.MilliErases = _use.MilliErases;
                into.NoRoom = _use.NoRoom;
                into.Refused = _use.Refused;
            }
        }

        private int UsedBlocks()
        {
            int blocks = 0;
            for (int i = 0; i < _use.Count; i++) blocks += _use.Bytes[i] == Absent ? 0 : FlashWear.Blocks(_use.Bytes[i]);
            return blocks;
        }

        private int Find(string name)
        {
            for (int i = 0; i < _use.Count; i++)
            {
                if (_use.Names[i] == name) return i;
            }

            if (_use.Count == MaxFiles) return -1;
            _use.Names[_use.Count] = name;
            _use.Bytes[_use.Count] = Absent;
            return _use.Count++;
        }
    }
}
