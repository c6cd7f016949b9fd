// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>Stands for the web edge until it is there: answers every request with 404.</summary>
    public sealed class WebEdge : IHttpHandler
    {
        private readonly EnergyController _controller;

        public WebEdge(EnergyController controller)
        {
            _controller = controller;
        }

        public void Handle(IHttpExchange exchange)
        {
            byte[] body = System.Text.Encoding.UTF8.GetBytes(_controller.SafeMode ? "safe mode" : "no page yet");
            exchange.Begin(404, "text/plain", body.Length);
            exchange.Write(body, 0, body.Length);
        }
    }
}
