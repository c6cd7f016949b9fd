// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>A typed line, word by word. Words are ASCII; only the rest of a line, as of "set", may hold more.</summary>
    internal sealed class Words
    {
        private const int Milli = 1000;

        private byte[] _bytes;
        private int _at;
        private int _end;

        public void Reset(byte[] bytes, int count)
        {
            _bytes = bytes;
            _at = 0;
            _end = count;
            while (_end > 0 && _bytes[_end - 1] == ' ') _end--;
        }

        public byte[] Bytes => _bytes;

        public int End => _end;

        /// <summary>False when the line holds bytes that no keyboard sends: noise.</summary>
        public bool AreText()
        {
            for (int i = 0; i < _end; i++)
            {
                byte b = _bytes[i];
                if ((b < ' ' && b != '\t') || b == 127) return false;
            }

            return true;
        }

        /// <summary>Begins with the first word again.</summary>
        public void Restart() => _at = 0;

        /// <summary>The next word; "" at the end of the line.</summary>
        public string Next()
        {
            int start = RestAt;
            while (_at < _end && _bytes[_at] != ' ') _at++;
            return _at == start ? "" : Ascii(_bytes, start, _at);
        }

        /// <summary>Where the rest of the line begins.</summary>
        public int RestAt
        {
            get
            {
                while (_at < _end && _bytes[_at] == ' ') _at++;
                return _at;
            }
        }

        public bool AtEnd => RestAt == _end;

        /// <summary>The next word as a whole number. False: it is none, or outside least and most.</summary>
        public bool TryNumber(int least, int most, out int number)
        {
            int start = RestAt;
            Next();
            bool good = JsonReader.TryParseMilli(_bytes, start, _at, out long milli) && milli % Milli == 0 && milli >= least * (long)Milli && milli <= most * (long)Milli;
            number = good ? (int)(milli / Milli) : 0;
            return good;
        }

        private static string Ascii(byte[] bytes, int start, int stop)
        {
            char[] letters = new char[stop - start];
            for (int i = 0; i < letters.Length; i++) letters[i] = bytes[start + i] < 128 ? (char)bytes[start + i] : '?';
            return new string(letters);
        }
    }
}
