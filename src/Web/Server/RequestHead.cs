// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>
    /// Request line and headers of one request, read strictly (RFC 9112): what two parties could understand differently is refused. The bytes
    /// belong to somebody else and stay as they are until the request is answered.
    /// </summary>
    public sealed class RequestHead
    {
        private const int LongestTarget = 512;
        private const int LongestMethod = 8;
        private const int NoLength = -1;

        private readonly byte[] _bytes;
        private int _fieldsAt;

        /// <param name="bytes">The head from 0 on.</param>
        /// <param name="length">Its length with the empty line.</param>
        public RequestHead(byte[] bytes, int length)
        {
            _bytes = bytes;
            Length = length;
            Status = ReadLine() && ReadFields() ? HttpStatus.Ok : Status == 0 ? HttpStatus.BadRequest : Status;
        }

        /// <summary>Ok, or with what the request is turned away.</summary>
        public int Status { get; private set; }

        public int Length { get; }

        public string Method { get; private set; } = "";

        public string Path { get; private set; } = "";

        public string Query { get; private set; } = "";

        /// <summary>0 when none was announced, or the body has no length of its own (chunked).</summary>
        public int BodyLength { get; private set; }

        public bool ExpectsContinue { get; private set; }

        /// <summary>Value of a header; null when there is none.</summary>
        public string Field(string name)
        {
            byte[] wanted = System.Text.Encoding.UTF8.GetBytes(name);
            for (int at = _fieldsAt; at < Length;)
            {
                int end = EndOfLine(at);
                if (end == at) return null;
                if (IsField(at, wanted)) return Value(at + wanted.Length + 1, end);
                at = NextLine(end);
            }

            return null;
        }

        // "GET /path?query HTTP/1.1"
        private bool ReadLine()
        {
            int end = EndOfLine(0);
            int first = IndexOf((byte)' ', 0, end);
            int second = first < 0 ? -1 : IndexOf((byte)' ', first + 1, end);
            if (first < 1 || first > LongestMethod || second <= first + 1 || second != end - 9) return false;
            if (second - first > LongestTarget)
            {
                Status = HttpStatus.UriTooLong;
                return false;
            }

            for (int i = 0; i < first; i++)
            {
                if (_bytes[i] < 'A' || _bytes[i] > 'Z') return false;
            }

            for (int i = first + 1; i < second; i++)
            {
                if (_bytes[i] <= ' ' || _bytes[i] >= 0x7F) return false;
            }

            if (_bytes[first + 1] != '/' || !IsVersion(second + 1)) return false;
            Method = Text(0, first);
            int mark = IndexOf((byte)'?', first + 1, second);
            Path = Text(first + 1, mark < 0 ? second : mark);
            if (mark >= 0) Query = Text(mark + 1, second);
            _fieldsAt = NextLine(end);
            return true;
        }

        private bool ReadFields()
        {
            int length = NoLength;
            bool isChunked = false;
            byte[] lengthName = System.Text.Encoding.UTF8.GetBytes("content-length");
            byte[] codingName = System.Text.Encoding.UTF8.GetBytes("transfer-encoding");
            byte[] expectName = System.Text.Encoding.UTF8.GetBytes("expect");
            int at = _fieldsAt;
            while (at < Length)
            {
                int end = EndOfLine(at);
                if (end == at) break;
                if (!IsFieldLine(at, end)) return false;
                if (IsField(at, lengthName) && !TryLength(at + lengthName.Length + 1, end, ref length)) return false;
                if (IsField(at, codingName)) isChunked = true;
                if (IsField(at, expectName)) ExpectsContinue = true;
                at = NextLine(end);
            }

            if (isChunked && length != NoLength) return false;   // two lengths: an old trick
            BodyLength = length == NoLength ? 0 : length;
            return true;
        }

        private bool TryLength(int at, int end, ref int length)
        {
            string digits = Value(at, end);
            if (digits.Length == 0 || digits.Length > 9) return false;
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(digits);
            int value = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] < '0' || bytes[i] > '9') return false;
                value = value * 10 + bytes[i] - '0';
            }

            if (length != NoLength && length != value) return false;
            length = value;
            return true;
        }

        // A name of letters, digits and dashes, then a colon; no folded lines, no control bytes.
        private bool IsFieldLine(int at, int end)
        {
            int i = at;
            while (i < end && IsNameByte(_bytes[i])) i++;
            if (i == at || i == end || _bytes[i] != ':') return false;
            for (; i < end; i++)
            {
                if (_bytes[i] < ' ' && _bytes[i] != '\t') return false;
            }

            return true;
        }

        private bool IsField(int at, byte[] name)
        {
            if (at + name.Length >= Length || _bytes[at + name.Length] != ':') return false;
            for (int i = 0; i < name.Length; i++)
            {
                if (Lower(_bytes[at + i]) != Lower(name[i])) return false;
            }

            return true;
        }

        private string Value(int at, int end)
        {
            while (at < end && (_bytes[at] == ' ' || _bytes[at] == '\t')) at++;
            while (end > at && (_bytes[end - 1] == ' ' || _bytes[end - 1] == '\t')) end--;
            return Text(at, end);
        }

        // Bytes that are no ASCII could be malformed UTF-8, which stops the runtime's decoder: they become question marks.
        private string Text(int at, int end)
        {
            char[] letters = new char[end - at];
            for (int i = 0; i < letters.Length; i++) letters[i] = _bytes[at + i] < 0x7F ? (char)_bytes[at + i] : '?';
            return new string(letters);
        }

        private bool IsVersion(int at) =>
            _bytes[at] == 'H' && _bytes[at + 1] == 'T' && _bytes[at + 2] == 'T' && _bytes[at + 3] == 'P' && _bytes[at + 4] == '/'
            && _bytes[at + 5] == '1' && _bytes[at + 6] == '.' && (_bytes[at + 7] == '0' || _bytes[at + 7] == '1');

        private int IndexOf(byte wanted, int at, int end)
        {
            for (; at < end; at++)
            {
                if (_bytes[at] == wanted) return at;
            }

            return -1;
        }

        // Where the line's text ends: before the line feed and the carriage return before it.
        private int EndOfLine(int at)
        {
            int end = IndexOf((byte)'\n', at, Length);
            if (end < 0) return Length;
            return end > at && _bytes[end - 1] == '\r' ? end - 1 : end;
        }

        private int NextLine(int end) => end < Length && _bytes[end] == '\r' ? end + 2 : end + 1;

        private static int Lower(byte letter) => letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;

        private static bool IsNameByte(byte b) => (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_' || b == '.';
    }
}
