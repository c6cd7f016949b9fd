// SPDX-License-Identifier: MIT
namespace nanoFramework.WebServer
{
    public enum HttpProtocol
    {
        Http = 80,
        Https = 443,
    }
}
