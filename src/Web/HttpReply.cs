// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// The JSON answer to one request. It is gathered in one small buffer: an answer that fits is sent with its length, a longer one
    /// streams through. Until the first overflow nothing has been sent, so it can still become an error.
    /// </summary>
    public sealed class HttpReply : ITextSink
    {
        public const int BufferBytes = 768;

        private const string JsonType = "application/json";

        private readonly IHttpExchange _exchange;
        private readonly TextBuffer _text = new TextBuffer(BufferBytes);
        private readonly JsonWriter _writer;
        private int _status;
        private string _type = JsonType;

        public HttpReply(IHttpExchange exchange)
        {
            _exchange = exchange;
            _writer = new JsonWriter(_text);
        }

        /// <summary>True once status and headers are on their way.</summary>
        public bool HasBegun { get; private set; }

        /// <summary>True once somebody has said what the answer is.</summary>
        public bool HasStatus => _status != 0;

        /// <summary>Starts the JSON body; a body begun before, of which nothing is sent yet, is dropped. Begin with BeginObject or BeginArray.</summary>
        public JsonWriter Json(int status)
        {
            _status = status;
            _type = JsonType;
            _text.Reset(this);
            _writer.Reset();
            return _writer;
        }

        /// <summary>Starts a body that is no JSON.</summary>
        public TextBuffer Text(int status, string contentType)
        {
            _status = status;
            _type = contentType;
            _text.Reset(this);
            return _text;
        }

        /// <summary>Answers {"error":"…","field":"…"}; a field of null or "" is left out. No effect when an answer is already on its way.</summary>
        public void Error(int status, string error, string field)
        {
            if (HasBegun) return;
            JsonWriter writer = Json(status);
            writer.BeginObject();
            writer.Member("error", error);
            if (!string.IsNullOrEmpty(field)) writer.Member("field", field);
            writer.EndObject();
        }

        public void Error(int status, string error) => Error(status, error, null);

        /// <summary>Answers without a body.</summary>
        public void NoContent()
        {
            _status = HttpStatus.NoContent;
            _text.Reset(this);
        }

        /// <summary>What the client has is still right.</summary>
        public void NotModified()
        {
            _status = HttpStatus.NotModified;
            _text.Reset(this);
        }

        public void SetHeader(string name, string value) => _exchange.SetHeader(name, value);

        /// <summary>Sends what is left. Called once, by the router.</summary>
        public void End()
        {
            if (!HasBegun) Begin(_text.Length);
            _text.Flush();
        }

        /// <summary>The buffer is full: from here on the answer streams.</summary>
        public void Write(byte[] buffer, int offset, int count)
        {
            if (!HasBegun) Begin(-1);
            _exchange.Write(buffer, offset, count);
        }

        private void Begin(int length)
        {
            HasBegun = true;
            _exchange.SetHeader("Cache-Control", "no-store");
            _exchange.SetHeader("Referrer-Policy", "no-referrer");
            _exchange.SetHeader("X-Content-Type-Options", "nosniff");
            _exchange.SetHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            _exchange.Begin(_status, _status == HttpStatus.NoContent || _status == HttpStatus.NotModified ? null : _type, length);
        }
    }
}
