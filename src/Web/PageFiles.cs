// SPDX-License-Identifier: MIT
using Wattwarden.Assets;
using Wattwarden.Pages;
using Wattwarden.Ports;
using Wattwarden.Words;
using Wattwarden.Words2;

namespace Wattwarden.Web
{
    /// <summary>The page's files out of the program itself, compressed, a slice at a time; a browser that has them gets 304.</summary>
    public sealed class PageFiles
    {
        private const string Policy = "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

        private readonly AssetBundle[] _bundles = { new PageBundle(), new WordBundle(), new WordBundle2() };

        /// <summary>Answers when the path is one of the page's. False: it is not, and nothing has been answered.</summary>
        public bool TryHandle(IHttpExchange exchange)
        {
            string path = exchange.Path;
            for (int i = 0; i < _bundles.Length; i++)
            {
                AssetBundle bundle = _bundles[i];
                int start = 0;
                for (int asset = 0; asset < bundle.Count; asset++)
                {
                    if (bundle.Path(asset) == path)
                    {
                        if (exchange.Method != "GET") Refuse(exchange);
                        else Send(exchange, bundle, asset, start);
                        return true;
                    }

                    start += bundle.Length(asset);
                }
            }

            return false;
        }

        private static void Send(IHttpExchange exchange, AssetBundle bundle, int asset, int start)
        {
            string path = bundle.Path(asset);
            string tag = "\"" + bundle.Tag(asset) + "\"";
            exchange.SetHeader("ETag", tag);
            exchange.SetHeader("Cache-Control", "no-cache");   // may keep it, must ask
            exchange.SetHeader("X-Content-Type-Options", "nosniff");
            if (path == "/")
            {
                exchange.SetHeader("Content-Security-Policy", Policy);
                exchange.SetHeader("Referrer-Policy", "no-referrer");
            }

            string known = exchange.Header("If-None-Match");
            if (known != null && known.IndexOf(tag) >= 0)
            {
                exchange.Begin(HttpStatus.NotModified, null, 0);
                return;
            }

            // Every browser takes gzip; there is no other form to offer.
            exchange.SetHeader("Content-Encoding", "gzip");
            exchange.Begin(HttpStatus.Ok, TypeOf(path), bundle.Length(asset));
            int end = start + bundle.Length(asset);
            while (start < end) start += SendSlice(exchange, bundle, start, end);
        }

        // In a method of its own, so that a slice is forgotten before the next one is made.
        private static int SendSlice(IHttpExchange exchange, AssetBundle bundle, int start, int end)
        {
            byte[] slice = bundle.Slice(start / AssetBundle.SliceBytes);
            int from = start % AssetBundle.SliceBytes;
            int count = end - start < slice.Length - from ? end - start : slice.Length - from;
            exchange.Write(slice, from, count);
            return count;
        }

        private static string TypeOf(string path)
        {
            if (path.EndsWith(".js")) return "text/javascript; charset=utf-8";
            if (path.EndsWith(".css")) return "text/css; charset=utf-8";
            return path.EndsWith(".json") ? "application/json" : "text/html; charset=utf-8";
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
