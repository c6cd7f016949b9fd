// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Threading;
using nanoFramework.WebServer;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// The WebServer package behind IHttpHandler. The package starts a thread per connection without a limit, so the limit is here: what
    /// comes while enough requests are being answered gets 503 at once. A handler that throws gets 500; the package would leave it hanging.
    /// </summary>
    public sealed class WebServerEdge
    {
        private const int RestartAfterMs = 10000;
        private const int RetrySeconds = 2;

        private readonly IHttpHandler _handler;
        private readonly int _port;
        private readonly int _maxConcurrent;
        private readonly int _maxBodyBytes;
        private WebServer _server;
        private int _busy;
        private long _nextStartAtMs;

        /// <param name="maxConcurrent">2 fits the socket budget of an ESP32, 1 that of an STM32 (four sockets in all).</param>
        public WebServerEdge(IHttpHandler handler, int port, int maxConcurrent, int maxBodyBytes)
        {
            _handler = handler;
            _port = port;
            _maxConcurrent = maxConcurrent;
            _maxBodyBytes = maxBodyBytes;
        }

        /// <summary>TCP port under which the page is found: the server's own word for it.</summary>
        public int Port => _server == null ? _port : _server.Port;

        /// <summary>Starts the server on every address (by itself it would take the one of the moment, and be deaf after a change), and starts it anew when it has stopped (the package gives up after a row of socket errors). Cheap.</summary>
        public void KeepRunning(long nowMs)
        {
            if (_server != null && _server.IsRunning) return;
            if (nowMs < _nextStartAtMs) return;
            _nextStartAtMs = nowMs + RestartAfterMs;
            if (_server != null) _server.CommandReceived -= Answer;
            try
            {
                _server = new WebServer(_port, HttpProtocol.Http, IPAddress.Any);
                _server.CommandReceived += Answer;
                _server.Start();
            }
            catch (Exception e)
            {
                Console.WriteLine("web server: " + e.Message);
            }
        }

        private void Answer(object sender, WebServerEventArgs e)
        {
            HttpExchange exchange = new HttpExchange(e.Context);
            try
            {
                if (Interlocked.Increment(ref _busy) > _maxConcurrent) Refuse(exchange, 503);
                else if (exchange.BodyLength > _maxBodyBytes) Refuse(exchange, 413);
                else _handler.Handle(exchange);
            }
            catch (Exception fault)
            {
                Console.WriteLine("web: " + fault.ToString());
                if (!exchange.HasBegun) Refuse(exchange, 500);
            }
            finally
            {
                Interlocked.Decrement(ref _busy);
            }
        }

        private static void Refuse(HttpExchange exchange, int status)
        {
            if (status == 503) exchange.SetHeader("Retry-After", RetrySeconds.ToString());
            string reason = status == 503 ? "busy" : status == 413 ? "request too long" : "internal fault";
            byte[] body = System.Text.Encoding.UTF8.GetBytes("{\"error\":\"" + reason + "\"}");
            exchange.Begin(status, "application/json", body.Length);
            exchange.Write(body, 0, body.Length);
        }
    }
}
