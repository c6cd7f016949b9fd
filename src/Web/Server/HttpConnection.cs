// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>A place for one connection: collects the request's head, then belongs to the thread that answers. It has a buffer only while somebody is connected.</summary>
    public sealed class HttpConnection
    {
        /// <summary>Longest head, request line and all headers. A browser sends some 600 bytes to an address.</summary>
        public const int HeadBytes = 2048;

        private const int UsualBytes = 768;

        // States.
        internal const int Free = 0;
        internal const int Reading = 1;
        internal const int Whole = 2;
        internal const int Serving = 3;
        internal const int Bad = 4;

        private byte[] _bytes;   // null while the place is free
        private int _length;
        private int _looked;

        internal int State { get; set; }

        internal ITcpStream Stream { get; private set; }

        /// <summary>Grows with each connection: the smallest is the oldest.</summary>
        internal int Number { get; private set; }

        /// <summary>How long its client has kept us waiting for the head.</summary>
        internal int WaitedMs { get; set; }

        internal RequestHead Head { get; private set; }

        /// <summary>Bytes that came behind the head.</summary>
        internal int BodyBytes => _length - Head.Length;

        internal void Enter(ITcpStream stream, int number)
        {
            _bytes = new byte[UsualBytes];
            Stream = stream;
            Number = number;
            WaitedMs = 0;
            _length = 0;
            _looked = 0;
            Head = null;
            State = Reading;
        }

        internal bool WaitForData(int timeoutMs) => Stream.WaitForData(timeoutMs);

        /// <summary>Takes what has come. False: nothing.</summary>
        internal bool Read()
        {
            if (_length == _bytes.Length) Grow();
            int got = Stream.Receive(_bytes, _length, _bytes.Length - _length);
            if (got == 0) return false;
            if (got < 0)
            {
                Leave();
                return true;
            }

            _length += got;
            int end = FindEnd();
            if (end > 0) Parse(end);
            else if (_length == HeadBytes) TurnAway(HttpStatus.HeadersTooLarge);
            return true;
        }

        /// <summary>Takes body bytes that came with the head.</summary>
        internal int TakeBody(int from, byte[] buffer, int offset, int count)
        {
            int here = BodyBytes - from;
            if (here <= 0) return 0;
            if (count > here) count = here;
            System.Array.Copy(_bytes, Head.Length + from, buffer, offset, count);
            return count;
        }

        /// <summary>Answers with a status and nothing else.</summary>
        internal void Say(int status)
        {
            byte[] line = System.Text.Encoding.UTF8.GetBytes("HTTP/1.1 " + status.ToString() + " \r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            Stream.Send(line, 0, line.Length);
        }

        internal void Leave()
        {
            if (Stream != null) Stream.Close();
            Stream = null;
            Head = null;
            _bytes = null;
            State = Free;
        }

        private void Grow()
        {
            byte[] usual = _bytes;
            _bytes = new byte[HeadBytes];
            System.Array.Copy(usual, _bytes, _length);
        }

        private void Parse(int end)
        {
            Head = new RequestHead(_bytes, end);
            if (Head.Status == HttpStatus.Ok) State = Whole;
            else TurnAway(Head.Status);
        }

        private void TurnAway(int status)
        {
            Say(status);
            State = Bad;
        }

        // Length of the head with its empty line; 0: it has not ended yet.
        private int FindEnd()
        {
            for (; _looked + 1 < _length; _looked++)
            {
                if (_bytes[_looked] != '\n') continue;
                if (_bytes[_looked + 1] == '\n') return _looked + 2;
                if (_bytes[_looked + 1] != '\r') continue;
                if (_looked + 2 >= _length) return 0;
                if (_bytes[_looked + 2] == '\n') return _looked + 3;
            }

            return 0;
        }
    }
}
