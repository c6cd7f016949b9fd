// SPDX-License-Identifier: MIT
using System;
using System.Net;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>One request of the WebServer package as the edge wants it. A client that goes away in the middle is not a fault.</summary>
    internal sealed class HttpExchange : IHttpExchange
    {
        private const int BodyTimeoutMs = 5000;

        private readonly HttpListenerRequest _request;
        private readonly HttpListenerResponse _response;
        private bool _clientIsGone;
        private int _bodyTaken;

        public HttpExchange(HttpListenerContext context)
        {
            _request = context.Request;
            _response = context.Response;
            Method = _request.HttpMethod;
            string url = _request.RawUrl;
            int mark = url.IndexOf('?');
            Path = mark < 0 ? url : url.Substring(0, mark);
            Query = mark < 0 ? "" : url.Substring(mark + 1);
            long length = _request.ContentLength64;
            BodyLength = length < 0 ? 0 : length > int.MaxValue ? int.MaxValue : (int)length;
        }

        public string Method { get; }

        public string Path { get; }

        public string Query { get; }

        public string RemoteAddress
        {
            get
            {
                IPEndPoint client = _request.RemoteEndPoint;
                return client == null ? "" : client.Address.ToString();
            }
        }

        public int BodyLength { get; }

        /// <summary>True when the status line has been set: nothing else can be answered.</summary>
        public bool HasBegun { get; private set; }

        public string Header(string name) => _request.Headers[name];

        public int ReadBody(byte[] buffer, int offset, int count)
        {
            int left = BodyLength - _bodyTaken;
            if (count > left) count = left;
            if (count <= 0) return 0;
            try
            {
                // The package itself waits for ever.
                _request.InputStream.ReadTimeout = BodyTimeoutMs;
                int got = _request.InputStream.Read(buffer, offset, count);
                _bodyTaken += got;
                return got;
            }
            catch (Exception)
            {
                return 0;
            }
        }

        public void SetHeader(string name, string value) => _response.Headers.Add(name, value);

        public void Begin(int status, string contentType, int contentLength)
        {
            HasBegun = true;
            _response.StatusCode = status;
            if (contentType != null) _response.ContentType = contentType;
            // Without a length the answer ends when the connection does.
            if (contentLength >= 0) _response.ContentLength64 = contentLength;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            if (_clientIsGone) return;
            try
            {
                _response.OutputStream.Write(buffer, offset, count);
            }
            catch (Exception)
            {
                _clientIsGone = true;
            }
        }
    }
}
