// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>One HTTP request and its answer, as the edge sees it. Used by one thread; not kept after the answer.</summary>
    public interface IHttpExchange
    {
        /// <summary>GET, POST, PUT … in capitals.</summary>
        string Method { get; }

        /// <summary>Path without query, still percent-encoded, begins with '/'.</summary>
        string Path { get; }

        /// <summary>Part after '?', without it; empty when there is none.</summary>
        string Query { get; }

        /// <summary>The client's IP address without port, for the login's rate limit; empty when it is not known.</summary>
        string RemoteAddress { get; }

        /// <summary>Value of a request header, null when absent. Names compare without case.</summary>
        string Header(string name);

        /// <summary>Length of the body as announced; 0 when there is none.</summary>
        int BodyLength { get; }

        /// <summary>Reads body bytes, waits for them at most as long as the server allows. Returns 0 at the end or when the client stalls.</summary>
        int ReadBody(byte[] buffer, int offset, int count);

        /// <summary>Adds a header to the answer; before Begin.</summary>
        void SetHeader(string name, string value);

        /// <summary>Sends status line and headers. A length of -1 means chunked or until close.</summary>
        void Begin(int status, string contentType, int contentLength);

        /// <summary>Sends bytes of the answer's body. A client that is gone is not an error here.</summary>
        void Write(byte[] buffer, int offset, int count);
    }
}
