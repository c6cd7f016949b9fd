// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using nanoFramework.Emulation;

namespace nanoFramework.WebServer
{
    /// <summary>
    /// The package's server without routes: one thread that accepts, one more per connection, no limit on either, no read time-out.
    /// A handler that throws leaves its connection hanging, as on the chip.
    /// </summary>
    public class WebServer : IDisposable
    {
        private readonly Machine _machine = Machine.Current;
        private readonly int _chipPort;
        private Socket? _listener;
        private Thread? _thread;
        private volatile bool _cancel = true;

        public WebServer(int port, HttpProtocol protocol, IPAddress? address = null)
        {
            _machine.CheckPower();
            _chipPort = port;
            // Where the desktop lets it be found: what the firmware tells others must lead there.
            Port = _machine.HostEndPoint(port)?.Port ?? port;
            Protocol = protocol;
            _machine.Stopped += CloseListener;
        }

        public delegate void GetRequestHandler(object obj, WebServerEventArgs e);

        public delegate void WebServerStatusHandler(object obj, WebServerStatusEventArgs e);

        public event GetRequestHandler? CommandReceived;

        public event WebServerStatusHandler? WebServerStatusChanged;

        public int Port { get; }

        public HttpProtocol Protocol { get; }

        public bool IsRunning => !_cancel;

        /// <summary>Returns at once; whether the port could be had shows in IsRunning a moment later.</summary>
        public bool Start()
        {
            _thread ??= new Thread(Listen);
            _cancel = false;
            _thread.Start();
            WebServerStatusChanged?.Invoke(this, new WebServerStatusEventArgs(WebServerStatus.Running));
            return true;
        }

        public void Stop()
        {
            _cancel = true;
            CloseListener();
            Thread.Sleep(100);
            _thread = null;
        }

        public void Dispose() => Stop();

        private void Listen()
        {
            try
            {
                IPEndPoint? endPoint = _machine.HostEndPoint(_chipPort);
                // A chip without a cable listens all the same; nobody comes.
                if (endPoint == null) return;
                Socket listener = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                _listener = listener;
                listener.Bind(endPoint);
                listener.Listen(8);

                // Power may have gone since: nobody would close the listener any more.
                if (_machine.IsStopping) CloseListener();
                while (!_cancel) Accept(listener);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                CloseListener();
            }

            _cancel = true;
            WebServerStatusChanged?.Invoke(this, new WebServerStatusEventArgs(WebServerStatus.Stopped));
        }

        private void Accept(Socket listener)
        {
            Connection connection = new(_machine, listener.Accept());
            new Thread(() => Serve(new HttpListenerContext(connection))).Start();
        }

        private void Serve(HttpListenerContext context)
        {
            try
            {
                if (context.Request.RawUrl == null)
                {
                    context.Abort();
                    return;
                }

                if (CommandReceived != null) CommandReceived(this, new WebServerEventArgs(context));
                else NotFound(context.Response);
                Finish(context);
            }
            catch (Exception e) when (e is not PowerLost)
            {
                // The package sets 500 and forgets the connection: the client waits.
            }
        }

        private static void NotFound(HttpListenerResponse response)
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            response.ContentLength64 = 0;
        }

        private static void Finish(HttpListenerContext context)
        {
            try
            {
                context.Close();
            }
            catch (System.IO.IOException)
            {
            }
        }

        private void CloseListener() => _listener?.Dispose();
    }
}
