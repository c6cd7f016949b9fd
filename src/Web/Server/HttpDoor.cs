// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>
    /// Lets HTTP clients in. One thread calls Step again and again; it holds a few connections while their request comes, cuts those that are too
    /// slow, and hands over a request that is whole to whoever answers it. Connections that only stand there make room for new ones, so that
    /// nobody can fill the place with silence. Time is counted in rounds that waited, because what is waited for is the network.
    /// </summary>
    public sealed class HttpDoor
    {
        /// <summary>So long a request's head may take, and a connection stand there without a word.</summary>
        public const int HeadMs = 5000;

        private const int RoundMs = 10;

        private readonly ITcpListener _listener;
        private readonly WebStatistics _statistics;
        private readonly HttpConnection[] _places;
        private readonly int _mostServed;
        private int _served;
        private int _admitted;

        /// <param name="listener">The port.</param>
        /// <param name="statistics">Counts who was cut or refused.</param>
        /// <param name="places">Connections at a time, those that are being answered included. An STM32 has four sockets in all.</param>
        /// <param name="mostServed">Requests that are answered at a time.</param>
        public HttpDoor(ITcpListener listener, WebStatistics statistics, int places, int mostServed)
        {
            _listener = listener;
            _statistics = statistics;
            _mostServed = mostServed;
            _places = new HttpConnection[places];
            for (int i = 0; i < places; i++) _places[i] = new HttpConnection();
        }

        public bool IsOpen => _listener.IsOpen;

        public bool TryOpen() => _listener.TryOpen();

        /// <summary>Goes on a bit: waits for a client while there is none, and at most 10 ms otherwise. Returns a request to be answered, then given to Served; or null.</summary>
        public HttpConnection Step()
        {
            bool anyInside = false;
            bool anyReading = false;
            for (int i = 0; i < _places.Length; i++)
            {
                anyInside |= _places[i].State != HttpConnection.Free;
                anyReading |= _places[i].State == HttpConnection.Reading;
            }

            ITcpStream stream = _listener.Accept(anyReading ? 0 : anyInside ? RoundMs : -1);
            if (stream != null) Admit(stream);
            bool moved = stream != null;
            HttpConnection reading = null;
            HttpConnection whole = null;
            for (int i = 0; i < _places.Length; i++)
            {
                HttpConnection place = _places[i];
                if (place.State == HttpConnection.Reading)
                {
                    moved |= Read(place);
                    if (place.State == HttpConnection.Reading) reading = place;
                }

                if (place.State == HttpConnection.Whole) whole = place;
            }

            if (whole != null && _served < _mostServed) return Serve(whole);
            if (!moved && reading != null) WaitRound(reading);
            return null;
        }

        /// <summary>The request was answered. Any thread.</summary>
        public void Served(HttpConnection connection)
        {
            System.Threading.Interlocked.Decrement(ref _served);
            connection.Leave();
        }

        /// <summary>Closes everything, for example when the network has gone.</summary>
        public void Clear()
        {
            for (int i = 0; i < _places.Length; i++)
            {
                if (_places[i].State == HttpConnection.Reading) _places[i].Leave();
            }
        }

        private HttpConnection Serve(HttpConnection whole)
        {
            System.Threading.Interlocked.Increment(ref _served);
            whole.State = HttpConnection.Serving;
            return whole;
        }

        private void Admit(ITcpStream stream)
        {
            HttpConnection place = null;
            for (int i = 0; i < _places.Length && place == null; i++)
            {
                if (_places[i].State == HttpConnection.Free) place = _places[i];
            }

            // The one that has stood there longest without a whole request.
            for (int i = 0; i < _places.Length && place == null; i++)
            {
                if (_places[i].State != HttpConnection.Reading) continue;
                HttpConnection oldest = _places[i];
                for (int k = i + 1; k < _places.Length; k++)
                {
                    if (_places[k].State == HttpConnection.Reading && _places[k].Number < oldest.Number) oldest = _places[k];
                }

                _statistics.Refused++;
                oldest.Leave();
                place = oldest;
            }

            if (place != null && TryEnter(place, stream)) return;

            _statistics.Refused++;
            stream.Close();
        }

        private bool TryEnter(HttpConnection place, ITcpStream stream)
        {
            try
            {
                place.Enter(stream, ++_admitted);
                return true;
            }
            catch (System.OutOfMemoryException)
            {
                return false;
            }
        }

        private bool Read(HttpConnection place)
        {
            try
            {
                bool moved = place.Read();
                if (place.State == HttpConnection.Bad) Refuse(place);
                return moved;
            }
            catch (System.OutOfMemoryException)
            {
                // Tried again it would fail again, and nobody else would get in meanwhile.
                Refuse(place);
                return true;
            }
        }

        private void Refuse(HttpConnection place)
        {
            _statistics.Refused++;
            place.Leave();
        }

        private void WaitRound(HttpConnection reading)
        {
            if (reading.WaitForData(RoundMs)) return;
            for (int i = 0; i < _places.Length; i++)
            {
                HttpConnection place = _places[i];
                if (place.State != HttpConnection.Reading) continue;
                place.WaitedMs += RoundMs;
                if (place.WaitedMs < HeadMs) continue;
                _statistics.Cut++;
                place.Say(HttpStatus.RequestTimeout);
                place.Leave();
            }
        }
    }
}
