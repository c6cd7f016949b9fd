// SPDX-License-Identifier: MIT
using System.Globalization;
using System.IO;
using System.Text;

namespace System.Net
{
    /// <summary>The answer. Status line and headers go out with the first byte of the body, or at Close. The connection is closed afterwards.</summary>
    public class HttpListenerResponse
    {
        private readonly Connection _connection;
        private long _contentLength = -1;
        private int _statusCode = 200;
        private bool _closed;

        internal HttpListenerResponse(Connection connection)
        {
            _connection = connection;
            OutputStream = new BodyStream(this);
        }

        public WebHeaderCollection Headers { get; } = new();

        public string? ContentType { get; set; }

        public bool SendChunked { get; set; }

        public bool KeepAlive { get; set; }

        public bool HasStarted { get; private set; }

        public string? StatusDescription { get; set; }

        public Stream OutputStream { get; }

        public int StatusCode
        {
            get => _statusCode;
            set
            {
                ThrowIfSent();
                _statusCode = value;
            }
        }

        public long ContentLength64
        {
            get => _contentLength;
            set
            {
                ThrowIfSent();
                _contentLength = value;
            }
        }

        public void Close()
        {
            if (_closed) return;
            _closed = true;
            SendHeaders();
            if (SendChunked) _connection.Write("0\r\n\r\n"u8);
        }

        private void ThrowIfSent()
        {
            if (HasStarted) throw new InvalidOperationException();
        }

        private void SendHeaders()
        {
            if (HasStarted) return;
            HasStarted = true;
            StringBuilder head = new();
            head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {_statusCode} {StatusDescription ?? ((HttpStatusCode)_statusCode).ToString()}\r\n");
            if (_contentLength >= 0) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {_contentLength}\r\n");
            head.Append("Connection: Close\r\n");
            if (ContentType != null) head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\n");
            if (SendChunked) head.Append("Transfer-Encoding: chunked\r\n");
            foreach (string name in Headers.AllKeys) head.Append(CultureInfo.InvariantCulture, $"{name}: {Headers[name]}\r\n");
            head.Append("\r\n");
            _connection.Write(Encoding.UTF8.GetBytes(head.ToString()));
        }

        private sealed class BodyStream(HttpListenerResponse response) : Stream
        {
            public override bool CanRead => false;

            public override bool CanSeek => false;

            public override bool CanWrite => true;

            public override long Length => throw new NotSupportedException();

            public override long Position
            {
                get => throw new NotSupportedException();
                set => throw new NotSupportedException();
            }

            public override void Write(byte[] buffer, int offset, int count)
            {
                response.SendHeaders();
                if (count == 0) return;
                if (response.SendChunked) response._connection.Write(Encoding.ASCII.GetBytes(count.ToString("X", CultureInfo.InvariantCulture) + "\r\n"));
                response._connection.Write(buffer.AsSpan(offset, count));
                if (response.SendChunked) response._connection.Write("\r\n"u8);
            }

            public override void Flush()
            {
            }

            public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();
        }
    }
}
