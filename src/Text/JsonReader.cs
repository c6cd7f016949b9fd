// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// Pull parser over UTF-8 bytes: strict JSON, at most 12 levels, no DOM. After a syntax error every Read gives Error.
    /// Numbers are exact thousandths or integers; a fraction finer than a thousandth is not a number here.
    /// </summary>
    public sealed class JsonReader
    {
        private const int MaxDepth = 12;

        private readonly bool[] _inObject = new bool[MaxDepth + 1];
        private byte[] _bytes;
        private int _at;
        private int _end;
        private int _depth;
        private int _start;      // first byte of the token's text
        private int _stop;       // byte after it
        private bool _escaped;
        private bool _expectValue;
        private bool _first;

        public JsonToken Token { get; private set; }

        /// <summary>Where the reader stands, for "syntax error at byte N".</summary>
        public int Position => _at;

        /// <summary>Nesting level of the token just read; 0 outside everything.</summary>
        public int Depth => _depth;

        public void Reset(byte[] bytes, int offset, int count)
        {
            _bytes = bytes;
            _at = offset;
            _end = offset + count;
            _depth = 0;
            _expectValue = true;
            _first = false;
            Token = JsonToken.None;
        }

        /// <summary>Steps to the next token. False at the end of the document or at an error; Token tells which.</summary>
        public bool Read()
        {
            if (Token == JsonToken.Error || Token == JsonToken.End) return false;
            SkipSpace();
            Token = _depth == 0 && !_expectValue ? AtEnd() : Next();
            return Token != JsonToken.Error && Token != JsonToken.End;
        }

        /// <summary>Reads on and tells whether the token is the wanted one.</summary>
        public bool Read(JsonToken wanted) => Read() && Token == wanted;

        /// <summary>True when the current name or text equals the ASCII word. Allocates nothing.</summary>
        public bool Is(string word)
        {
            if (_escaped) return Text() == word;
            int length = word.Length;
            if (_stop - _start != length) return false;
            for (int i = 0; i < length; i++)
            {
                if (_bytes[_start + i] != word[i]) return false;
            }

            return true;
        }

        /// <summary>The current name or text, unescaped.</summary>
        public string Text()
        {
            if (_stop == _start) return "";
            if (!_escaped) return System.Text.Encoding.UTF8.GetString(_bytes, _start, _stop - _start);
            byte[] plain = new byte[_stop - _start];
            int length = Unescape(plain);
            return length == 0 ? "" : System.Text.Encoding.UTF8.GetString(plain, 0, length);
        }

        /// <summary>The current number as thousandths. False when it is none, too large, or finer than a thousandth.</summary>
        public bool TryMilli(out long milli)
        {
            milli = 0;
            if (Token != JsonToken.Number) return false;
            return TryParseMilli(_bytes, _start, _stop, out milli);
        }

        /// <summary>The current number as an integer. False when it is none or has a fraction.</summary>
        public bool TryInteger(out long value)
        {
            bool ok = TryMilli(out long milli) && milli % 1000 == 0;
            value = ok ? milli / 1000 : 0;
            return ok;
        }

        /// <summary>The current token as a flag. False when it is neither true nor false.</summary>
        public bool TryFlag(out bool value)
        {
            value = Token == JsonToken.True;
            return Token == JsonToken.True || Token == JsonToken.False;
        }

        /// <summary>Passes over the value whose first token is current.</summary>
        public void Skip()
        {
            if (Token == JsonToken.Name) Read();
            if (Token != JsonToken.BeginObject && Token != JsonToken.BeginArray) return;
            int level = _depth;
            while (Read() && _depth >= level)
            {
            }
        }

        /// <summary>Parses decimal text, for example "-12.5", as thousandths.</summary>
        public static bool TryParseMilli(byte[] bytes, int start, int stop, out long milli)
        {
            milli = 0;
            bool negative = start < stop && bytes[start] == '-';
            int at = negative ? start + 1 : start;
            int decimals = -1;
            int digits = 0;
            for (; at < stop; at++)
            {
                byte b = bytes[at];
                if (b == '.' && decimals < 0 && digits > 0)
                {
                    decimals = 0;
                    continue;
                }

                if (b < '0' || b > '9') return false;
                if (decimals >= 0) decimals++;
                if (decimals > 3)
                {
                    if (b != '0') return false;
                    continue;
                }

                if (++digits > 18) return false;
                milli = milli * 10 + (b - '0');
            }

            if (digits == 0 || decimals == 0) return false;
            for (int i = decimals < 0 ? 0 : decimals; i < 3; i++)
            {
                if (milli > long.MaxValue / 10) return false;
                milli *= 10;
            }

            if (negative) milli = -milli;
            return true;
        }

        private JsonToken AtEnd() => _at == _end ? JsonToken.End : JsonToken.Error;

        private JsonToken Next()
        {
            if (_at >= _end) return JsonToken.Error;
            byte b = _bytes[_at];
            if (_depth > 0 && !_expectValue)
            {
                if (b == (_inObject[_depth] ? '}' : ']')) return Leave();
                if (!_first)
                {
                    if (b != ',') return JsonToken.Error;
                    _at++;
                    SkipSpace();
                    if (_at >= _end) return JsonToken.Error;
                    b = _bytes[_at];
                }

                _first = false;
                if (_inObject[_depth]) return ReadName(b);
            }

            _expectValue = false;
            return ReadValue(b);
        }

        private JsonToken ReadName(byte b)
        {
            if (b != '"' || !ReadString()) return JsonToken.Error;
            SkipSpace();
            if (_at >= _end || _bytes[_at] != ':') return JsonToken.Error;
            _at++;
            _expectValue = true;
            return JsonToken.Name;
        }

        private JsonToken ReadValue(byte b)
        {
            if (b == '{' || b == '[') return Enter(b == '{');
            if (b == '"') return ReadString() ? JsonToken.Text : JsonToken.Error;
            if (b == 't') return ReadWord("true", JsonToken.True);
            if (b == 'f') return ReadWord("false", JsonToken.False);
            if (b == 'n') return ReadWord("null", JsonToken.Null);
            return ReadNumber();
        }

        private JsonToken Enter(bool isObject)
        {
            if (_depth == MaxDepth) return JsonToken.Error;
            _at++;
            _inObject[++_depth] = isObject;
            _first = true;
            return isObject ? JsonToken.BeginObject : JsonToken.BeginArray;
        }

        private JsonToken Leave()
        {
            bool wasObject = _inObject[_depth];
            _at++;
            _depth--;
            _first = false;
            return wasObject ? JsonToken.EndObject : JsonToken.EndArray;
        }

        private bool ReadString()
        {
            _start = ++_at;
            _escaped = false;
            for (; _at < _end; _at++)
            {
                byte b = _bytes[_at];
                if (b == '"')
                {
                    _stop = _at++;
                    return true;
                }

                if (b < 0x20) return false;
                if (b != '\\') continue;
                _escaped = true;
                if (!CheckEscape()) return false;
            }

            return false;
        }

        private bool CheckEscape()
        {
            if (++_at >= _end) return false;
            byte b = _bytes[_at];
            if (b != 'u') return b == '"' || b == '\\' || b == '/' || b == 'b' || b == 'f' || b == 'n' || b == 'r' || b == 't';
            if (_at + 4 >= _end) return false;
            for (int i = 1; i <= 4; i++)
            {
                if (HexValue(_bytes[_at + i]) < 0) return false;
            }

            _at += 4;
            return true;
        }

        private JsonToken ReadWord(string word, JsonToken token)
        {
            _start = _at;
            for (int i = 0; i < word.Length; i++, _at++)
            {
                if (_at >= _end || _bytes[_at] != word[i]) return JsonToken.Error;
            }

            _stop = _at;
            return token;
        }

        private JsonToken ReadNumber()
        {
            _start = _at;
            while (_at < _end && IsNumberByte(_bytes[_at])) _at++;
            _stop = _at;
            return _stop > _start ? JsonToken.Number : JsonToken.Error;
        }

        private void SkipSpace()
        {
            while (_at < _end && (_bytes[_at] == ' ' || _bytes[_at] == '\n' || _bytes[_at] == '\r' || _bytes[_at] == '\t')) _at++;
        }

        private int Unescape(byte[] plain)
        {
            int length = 0;
            for (int i = _start; i < _stop; i++)
            {
                byte b = _bytes[i];
                if (b != '\\')
                {
                    plain[length++] = b;
                    continue;
                }

                b = _bytes[++i];
                if (b != 'u')
                {
                    plain[length++] = b == 'n' ? (byte)'\n' : b == 'r' ? (byte)'\r' : b == 't' ? (byte)'\t' : b == 'b' ? (byte)8 : b == 'f' ? (byte)12 : b;
                    continue;
                }

                int code = HexCode(i + 1);
                i += 4;
                if (code >= 0xD800 && code < 0xDC00 && i + 6 < _stop && _bytes[i + 1] == '\\' && _bytes[i + 2] == 'u')
                {
                    int low = HexCode(i + 3);
                    code = 0x10000 + ((code - 0xD800) << 10) + (low & 0x3FF);
                    i += 6;
                }

                length = AppendUtf8(plain, length, code);
            }

            return length;
        }

        private int HexCode(int at) =>
            (HexValue(_bytes[at]) << 12) | (HexValue(_bytes[at + 1]) << 8) | (HexValue(_bytes[at + 2]) << 4) | HexValue(_bytes[at + 3]);

        private static int AppendUtf8(byte[] into, int at, int code)
        {
            if (code < 0x80)
            {
                into[at] = (byte)code;
                return at + 1;
            }

            if (code < 0x800)
            {
                into[at] = (byte)(0xC0 | (code >> 6));
                into[at + 1] = (byte)(0x80 | (code & 0x3F));
                return at + 2;
            }

            int next = at;
            if (code < 0x10000)
            {
                into[next++] = (byte)(0xE0 | (code >> 12));
            }
            else
            {
                into[next++] = (byte)(0xF0 | (code >> 18));
                into[next++] = (byte)(0x80 | ((code >> 12) & 0x3F));
            }

            into[next++] = (byte)(0x80 | ((code >> 6) & 0x3F));
            into[next++] = (byte)(0x80 | (code & 0x3F));
            return next;
        }

        private static bool IsNumberByte(byte b) => (b >= '0' && b <= '9') || b == '-' || b == '.' || b == '+' || b == 'e' || b == 'E';

        private static int HexValue(byte b)
        {
            if (b >= '0' && b <= '9') return b - '0';
            if (b >= 'a' && b <= 'f') return b - 'a' + 10;
            if (b >= 'A' && b <= 'F') return b - 'A' + 10;
            return -1;
        }
    }
}
