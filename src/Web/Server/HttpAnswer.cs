// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>One request and its answer on one connection, which ends with it. A client that goes away, stalls in its body or does not take its answer is not a fault.</summary>
    public sealed class HttpAnswer : IHttpExchange, ITextSink
    {
        /// <summary>So long a client may say nothing in the middle of its body.</summary>
        public const int BodyMs = 3000;

        private const int RoundMs = 100;

        // All of a body, however steadily it drips.
        private const int MostRounds = 100;

        // What a client that was refused has still to send is thrown away, so that it gets to read why.
        private const int MostDrained = 64 * 1024;
        private const int DrainMs = 500;

        private const int FieldBytes = 768;
        private const int OutBytes = 1024;

        private readonly HttpConnection _connection;
        private readonly WebStatistics _statistics;
        private readonly TextBuffer _fields = new TextBuffer(FieldBytes);
        private readonly TextBuffer _out = new TextBuffer(OutBytes);
        private int _bodyTaken;
        private int _rounds;
        private bool _isGone;

        public HttpAnswer(HttpConnection connection, WebStatistics statistics)
        {
            _connection = connection;
            _statistics = statistics;
            _out.Reset(this);
        }

        public string Method => _connection.Head.Method;

        public string Path => _connection.Head.Path;

        public string Query => _connection.Head.Query;

        public string RemoteAddress => _connection.Stream.RemoteAddress;

        public int BodyLength => _connection.Head.BodyLength;

        /// <summary>True when the status line has been set: nothing else can be answered.</summary>
        public bool HasBegun { get; private set; }

        public string Header(string name) => _connection.Head.Field(name);

        public int ReadBody(byte[] buffer, int offset, int count)
        {
            int left = BodyLength - _bodyTaken;
            if (count > left) count = left;
            if (count <= 0 || _isGone) return 0;
            int got = _connection.TakeBody(_bodyTaken, buffer, offset, count);
            if (got == 0) got = Await(buffer, offset, count, BodyMs);
            if (got > 0) _bodyTaken += got;
            return got;
        }

        public void SetHeader(string name, string value)
        {
            _fields.Append(name);
            _fields.Append(": ");
            _fields.Append(value);
            _fields.Append("\r\n");
        }

        public void Begin(int status, string contentType, int contentLength)
        {
            HasBegun = true;
            _out.Append("HTTP/1.1 ");
            _out.Append(status);
            _out.Append(" \r\nConnection: close\r\n");
            if (contentType != null)
            {
                _out.Append("Content-Type: ");
                _out.Append(contentType);
                _out.Append("\r\n");
            }

            // Without a length the answer ends when the connection does.
            if (contentLength >= 0)
            {
                _out.Append("Content-Length: ");
                _out.Append(contentLength);
                _out.Append("\r\n");
            }

            _out.AppendBytes(_fields.Bytes, 0, _fields.Length);
            _out.Append("\r\n");
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            // From the sink of the out buffer, or from whoever answers.
            if (buffer == _out.Bytes) Send(buffer, offset, count);
            else _out.AppendBytes(buffer, offset, count);
        }

        /// <summary>Sends what is left, and lets the client finish its sentence.</summary>
        public void End()
        {
            _out.Flush();
            byte[] rest = _out.Bytes;
            int drained = 0;
            while (!_isGone && _bodyTaken < BodyLength && drained < MostDrained)
            {
                int left = BodyLength - _bodyTaken;
                int got = _connection.TakeBody(_bodyTaken, rest, 0, left < rest.Length ? left : rest.Length);
                if (got == 0) got = Await(rest, 0, left < rest.Length ? left : rest.Length, DrainMs);
                if (got <= 0) return;
                _bodyTaken += got;
                drained += got;
            }
        }

        private int Await(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_bodyTaken == _connection.BodyBytes && _connection.Head.ExpectsContinue && !HasBegun && _rounds == 0)
            {
                byte[] go = System.Text.Encoding.UTF8.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");
                Send(go, 0, go.Length);
            }

            for (int waitedMs = 0; waitedMs < timeoutMs && _rounds < MostRounds && !_isGone; waitedMs += RoundMs)
            {
                int got = _connection.Stream.Receive(buffer, offset, count);
                if (got > 0) return got;
                if (got < 0)
                {
                    _isGone = true;
                    return 0;
                }

                if (!_connection.Stream.WaitForData(RoundMs)) _rounds++;
            }

            System.Threading.Interlocked.Increment(ref _statistics.Cut);
            return 0;
        }

        private void Send(byte[] buffer, int offset, int count)
        {
            if (_isGone) return;
            _isGone = !_connection.Stream.Send(buffer, offset, count);
        }
    }
}
