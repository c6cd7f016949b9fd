// SPDX-License-Identifier: MIT
namespace nanoFramework.WebServer
{
    public enum WebServerStatus
    {
        Stopped,
        Running,
    }
}
