// SPDX-License-Identifier: MIT
namespace nanoFramework.WebServer
{
    public class WebServerStatusEventArgs
    {
        public WebServerStatusEventArgs(WebServerStatus status) => Status = status;

        public WebServerStatus Status { get; }
    }
}
