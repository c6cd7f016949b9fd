// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>The cookie that carries the session's token (RFC 6265). Not Secure, because the device speaks plain HTTP.</summary>
    internal static class SessionCookie
    {
        private const string Name = "wattwarden";
        private const string Attributes = "; HttpOnly; SameSite=Strict; Path=/";
        private const int MaxHeaderLength = 2048;

        /// <summary>The token that the client sent; empty when there is none.</summary>
        public static string Token(IHttpExchange exchange)
        {
            string header = exchange.Header("Cookie");
            if (string.IsNullOrEmpty(header) || header.Length > MaxHeaderLength) return "";
            string[] cookies = header.Split(new[] { ';' });
            for (int i = 0; i < cookies.Length; i++)
            {
                string cookie = cookies[i].Trim();
                if (cookie.StartsWith(Name + "=")) return cookie.Substring(Name.Length + 1);
            }

            return "";
        }

        public static void Set(HttpReply reply, string token) => reply.SetHeader("Set-Cookie", Name + "=" + token + Attributes);

        public static void Clear(HttpReply reply) => reply.SetHeader("Set-Cookie", Name + "=; Max-Age=0" + Attributes);
    }
}
