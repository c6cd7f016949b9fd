// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>What a request must look like before anybody reads its body.</summary>
    internal static class RequestGate
    {
        private const string Json = "application/json";

        /// <summary>
        /// False when a browser says that another site's page sent the request (Sec-Fetch-Site, Origin). Clients that are no browsers send
        /// neither; they are not tricked by pages, and a page of another site gets no cookie (SameSite) and cannot send JSON unasked.
        /// </summary>
        public static bool IsFromOwnPage(IHttpExchange exchange)
        {
            string site = exchange.Header("Sec-Fetch-Site");
            if (!string.IsNullOrEmpty(site) && site != "same-origin" && site != "none") return false;
            string origin = exchange.Header("Origin");
            if (string.IsNullOrEmpty(origin)) return true;
            string host = exchange.Header("Host");
            if (string.IsNullOrEmpty(host)) return false;
            int at = origin.IndexOf("://");
            return at > 0 && origin.Substring(at + 3).ToLower() == host.ToLower();
        }

        /// <summary>True for application/json, with or without parameters.</summary>
        public static bool IsJson(IHttpExchange exchange)
        {
            string type = exchange.Header("Content-Type");
            if (string.IsNullOrEmpty(type) || type.Length > 100) return false;
            int end = type.IndexOf(';');
            return (end < 0 ? type : type.Substring(0, end)).Trim().ToLower() == Json;
        }

        /// <summary>Reads the announced body. False when the client stopped in the middle.</summary>
        public static bool TryReadBody(IHttpExchange exchange, byte[] buffer, int length)
        {
            int at = 0;
            while (at < length)
            {
                int count = exchange.ReadBody(buffer, at, length - at);
                if (count <= 0) return false;
                at += count;
            }

            return true;
        }
    }
}
