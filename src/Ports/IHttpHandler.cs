// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>Answers HTTP requests. Called by several threads at a time, one per request.</summary>
    public interface IHttpHandler
    {
        /// <summary>Answers the request; calls Begin exactly once.</summary>
        void Handle(IHttpExchange exchange);
    }
}
