// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.IO
{
    /// <summary>A file on I:. What is written lives in RAM until the stream is closed; then it is in flash as a whole, or not at all.</summary>
    public class FileStream : Stream
    {
        private readonly Machine _machine = Machine.Current;
        private readonly string _hostPath;
        private readonly MemoryStream _content = new();
        private readonly FileAccess _access;
        private bool _dirty;
        private bool _closed;

        public FileStream(string path, FileMode mode)
            : this(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite)
        {
        }

        public FileStream(string path, FileMode mode, FileAccess access)
        {
            _hostPath = Flash.HostPath(path);
            _access = access;
            Name = path;
            bool exists = HostFile.Exists(_hostPath);
            if (!exists && mode is (FileMode.Open or FileMode.Truncate)) throw new IOException("no such file: " + path);
            if (exists && mode == FileMode.CreateNew) throw new IOException("file exists: " + path);
            if (exists && mode is (FileMode.Open or FileMode.OpenOrCreate or FileMode.Append)) _content.Write(HostFile.Read(_hostPath));
            if (mode != FileMode.Append) _content.Position = 0;
            _dirty = !exists || mode is FileMode.Create or FileMode.Truncate;
        }

        public string Name { get; }

        public override bool CanRead => !_closed && (_access & FileAccess.Read) != 0;

        public override bool CanWrite => !_closed && (_access & FileAccess.Write) != 0;

        public override bool CanSeek => !_closed;

        public override long Length => _content.Length;

        public override long Position
        {
            get => _content.Position;
            set => _content.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            _machine.CheckPower();
            return CanRead ? _content.Read(buffer, offset, count) : throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            _machine.CheckPower();
            if (!CanWrite) throw new NotSupportedException();
            _content.Write(buffer, offset, count);
            _dirty = true;
        }

        /// <summary>Empties the runtime's buffer; the data is still not safe (the chip's driver does not sync).</summary>
        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => _content.Seek(offset, origin);

        public override void SetLength(long value)
        {
            _content.SetLength(value);
            _dirty = true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_closed)
            {
                _closed = true;
                // A stream that is disposed of because power has gone leaves the old file.
                if (_dirty && !_machine.IsStopping) _machine.Flash.Commit(_machine, _hostPath, _content.ToArray());
            }

            base.Dispose(disposing);
        }
    }
}
