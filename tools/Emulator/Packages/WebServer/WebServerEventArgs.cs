// SPDX-License-Identifier: MIT
using System.Net;

namespace nanoFramework.WebServer
{
    public class WebServerEventArgs
    {
        public WebServerEventArgs(HttpListenerContext context) => Context = context;

        public HttpListenerContext Context { get; }
    }
}
