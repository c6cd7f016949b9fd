// SPDX-License-Identifier: MIT
namespace System.Net
{
    /// <summary>One request and its answer. The request is read when somebody first asks for it.</summary>
    public class HttpListenerContext
    {
        private readonly Connection _connection;
        private readonly HttpListenerRequest _request;
        private bool _parsed;

        internal HttpListenerContext(Connection connection)
        {
            _connection = connection;
            _request = new HttpListenerRequest(connection);
            Response = new HttpListenerResponse(connection);
        }

        public HttpListenerRequest Request
        {
            get
            {
                if (!_parsed)
                {
                    _parsed = true;
                    _request.Parse();
                }

                return _request;
            }
        }

        public HttpListenerResponse Response { get; }

        /// <summary>Drops the connection without an answer.</summary>
        internal void Abort() => _connection.Dispose();

        public void Close()
        {
            Response.Close();
            _connection.Dispose();
        }
    }
}
