// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>The page's files out of the program itself, a slice at a time; a browser that has them gets 304.</summary>
    public sealed class PageFiles
    {
        private const string Policy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

        /// <summary>Answers when the path is one of the page's. False: it is not, and nothing has been answered.</summary>
        public bool TryHandle(IHttpExchange exchange)
        {
            int asset = Find(exchange.Path);
            if (asset < 0) return false;
            if (exchange.Method != "GET") Refuse(exchange);
            else Send(exchange, asset);
            return true;
        }

        private static int Find(string path)
        {
            for (int i = 0; i < Pages.Count; i++)
            {
                if (Pages.Path(i) == path) return i;
            }

            return -1;
        }

        private static void Send(IHttpExchange exchange, int asset)
        {
            string tag = Pages.ETag(asset);
            exchange.SetHeader("ETag", tag);
            exchange.SetHeader("Cache-Control", "no-cache");   // may keep it, must ask
            exchange.SetHeader("Content-Security-Policy", Policy);
            exchange.SetHeader("X-Content-Type-Options", "nosniff");
            exchange.SetHeader("Referrer-Policy", "no-referrer");
            string known = exchange.Header("If-None-Match");
            if (known != null && known.IndexOf(tag) >= 0)
            {
                exchange.Begin(HttpStatus.NotModified, null, 0);
                return;
            }

            exchange.Begin(HttpStatus.Ok, Pages.ContentType(asset), Pages.Length(asset));
            for (int slice = 0; ; slice++)
            {
                string text = Pages.Slice(asset, slice);
                if (text == null) return;
                byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
                exchange.Write(bytes, 0, bytes.Length);
            }
        }

        private static void Refuse(IHttpExchange exchange)
        {
            var reply = new HttpReply(exchange);
            reply.SetHeader("Allow", "GET");
            reply.Error(HttpStatus.MethodNotAllowed, "this method is not for this path");
            reply.End();
        }
    }
}
