// SPDX-License-Identifier: MIT
using System.Globalization;
using System.IO;

namespace System.Net
{
    public class HttpListenerRequest
    {
        private readonly Connection _connection;

        internal HttpListenerRequest(Connection connection)
        {
            _connection = connection;
            InputStream = new BodyStream(connection, this);
        }

        public string? HttpMethod { get; private set; }

        /// <summary>Path and query as sent; null when the client went away without a request.</summary>
        public string? RawUrl { get; private set; }

        public WebHeaderCollection Headers { get; } = new();

        /// <summary>Announced length of the body; -1 when none was announced.</summary>
        public long ContentLength64 { get; private set; } = -1;

        public string? ContentType => Headers["Content-Type"];

        public IPEndPoint? RemoteEndPoint => _connection.RemoteEndPoint;

        public Stream InputStream { get; }

        internal void Parse()
        {
            string? first = _connection.ReadLine();
            if (first == null) return;
            string[] words = first.Split(' ');
            if (words.Length < 3 || !words[2].StartsWith("HTTP/", StringComparison.Ordinal)) throw new ProtocolViolationException("not a request: " + first);
            HttpMethod = words[0];
            for (string? line = _connection.ReadLine(); !string.IsNullOrEmpty(line); line = _connection.ReadLine()) AddHeader(line);
            RawUrl = words[1];
        }

        private void AddHeader(string line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) throw new ProtocolViolationException("not a header: " + line);
            string name = line[..colon];
            string value = line[(colon + 1)..].Trim();
            Headers.Add(name, value);
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) return;
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length)) throw new ProtocolViolationException("not a length: " + value);
            ContentLength64 = length;
        }

        /// <summary>The body; ends after the announced length.</summary>
        private sealed class BodyStream(Connection connection, HttpListenerRequest request) : Stream
        {
            private long _taken;

            public override bool CanRead => true;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override bool CanTimeout => true;

            public override long Length => request.ContentLength64;

            public override long Position
            {
                get => _taken;
                set => throw new NotSupportedException();
            }

            public override int ReadTimeout
            {
                get => connection.ReadTimeoutMs;
                set => connection.ReadTimeoutMs = value;
            }

            public override int Read(byte[] buffer, int offset, int count)
            {
                int wanted = (int)Math.Min(count, request.ContentLength64 - _taken);
                if (wanted <= 0) return 0;
                int got = connection.Read(buffer.AsSpan(offset, wanted));
                _taken += got;
                return got;
            }

            public override void Flush()
            {
            }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
