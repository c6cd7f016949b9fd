// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Wattwarden.Ports;
using Wattwarden.Web;

namespace Wattwarden.Device
{
    /// <summary>
    /// The threads of the web server (docs/decisions/0008): one lets clients in, and one for each request that is being answered, of which
    /// there are few. A fault costs a pause, never the door.
    /// </summary>
    public sealed class WebThread
    {
        /// <summary>Connections at a time, those that are being answered included: sixteen sockets are all that the chip has.</summary>
        public const int Places = 6;

        /// <summary>Requests that are answered at a time.</summary>
        public const int MostServed = 3;

        private const int RetryMs = 2000;

        private readonly IHttpHandler _handler;
        private readonly WebStatistics _statistics;
        private readonly HttpDoor _door;

        public WebThread(IHttpHandler handler, ITcpListener listener, WebStatistics statistics)
        {
            _handler = handler;
            _statistics = statistics;
            _door = new HttpDoor(listener, statistics, Places, MostServed);
        }

        public void Start() => new Thread(Run).Start();

        private void Run()
        {
            while (true)
            {
                if (_door.IsOpen || _door.TryOpen()) LetIn();
                else Thread.Sleep(RetryMs);
            }
        }

        private void LetIn()
        {
            try
            {
                HttpConnection request = _door.Step();
                if (request == null) return;
                try
                {
                    new Clerk(this, request).Start();
                }
                catch (Exception)
                {
                    // No memory for a thread: the place must not be lost with it.
                    _door.Served(request);
                    throw;
                }
            }
            catch (Exception fault)
            {
                Console.WriteLine("web: " + fault.ToString());
                Thread.Sleep(RetryMs);
            }
        }

        private void Answer(HttpConnection request)
        {
            HttpAnswer answer = new HttpAnswer(request, _statistics);
            try
            {
                _handler.Handle(answer);
                answer.End();
            }
            catch (Exception fault)
            {
                Console.WriteLine("web: " + fault.ToString());
                if (!answer.HasBegun) answer.Begin(HttpStatus.InternalServerError, null, 0);
                answer.End();
            }
            finally
            {
                _door.Served(request);
            }
        }

        /// <summary>Answers one request on a thread of its own.</summary>
        private sealed class Clerk
        {
            private readonly WebThread _web;
            private readonly HttpConnection _request;

            public Clerk(WebThread web, HttpConnection request)
            {
                _web = web;
                _request = request;
            }

            public void Start() => new Thread(Run).Start();

            private void Run() => _web.Answer(_request);
        }
    }
}
