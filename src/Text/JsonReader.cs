// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// Pull parser over UTF-8 bytes: strict JSON (RFC 8259), at most 12 levels, no DOM. After a syntax error every Read gives Error.
    /// Stricter than the standard where the device is: no exponents, no NUL, no half surrogate pairs, no malformed UTF-8 in strings.
    /// Any number that the grammar allows is a token; TryMilli and TryInteger refuse what is too large or too fine.
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

        /// <summary>Lets go of the document, so that its bytes can leave the heap before the reader does.</summary>
        public void Close()
        {
            _bytes = null;
            Token = JsonToken.End;
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

        /// <summary>True when the current name or text equals the ASCII word. Allocates nothing, unless the text holds escapes.</summary>
        public bool Is(string word)
        {
            if (Token != JsonToken.Name && Token != JsonToken.Text) return false;
            if (_escaped) return Text() == word;
            int length = word.Length;
            if (_stop - _start != length) return false;
            for (int i = 0; i < length; i++)
            {
                if (_bytes[_start + i] != word[i]) return false;
            }

            return true;
        }

        /// <summary>The current name or text, unescaped; a number as it was written. Empty for every other token.</summary>
        public string Text()
        {
            if (Token != JsonToken.Name && Token != JsonToken.Text && Token != JsonToken.Number) return "";
            if (_stop == _start) return "";
            if (!_escaped) return System.Text.Encoding.UTF8.GetString(_bytes, _start, _stop - _start);
            byte[] plain = new byte[_stop - _start];
            int length = JsonText.Unescape(_bytes, _start, _stop, plain);
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
        public static bool TryParseMilli(byte[] bytes, int start, int stop, out long milli) => JsonNumber.TryParseMilli(bytes, start, stop, out milli);

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
            while (_at < _end)
            {
                byte b = _bytes[_at];
                int length = 1;
                if (b == '"')
                {
                    _stop = _at++;
                    return true;
                }

                if (b < ' ') return false;
                if (b >= 0x80)
                {
                    length = JsonText.Utf8Length(_bytes, _at, _end);
                }
                else if (b == '\\')
                {
                    _escaped = true;
                    length = JsonText.EscapeLength(_bytes, _at, _end);
                }

                if (length == 0) return false;
                _at += length;
            }

            return false;
        }

        private JsonToken ReadWord(string word, JsonToken token)
        {
            for (int i = 0; i < word.Length; i++, _at++)
            {
                if (_at >= _end || _bytes[_at] != word[i]) return JsonToken.Error;
            }

            return token;
        }

        private JsonToken ReadNumber()
        {
            _start = _at;
            _escaped = false;
            _stop = JsonNumber.End(_bytes, _at, _end);
            if (_stop < 0) return JsonToken.Error;
            _at = _stop;
            return JsonToken.Number;
        }

        private void SkipSpace()
        {
            while (_at < _end && (_bytes[_at] == ' ' || _bytes[_at] == '\n' || _bytes[_at] == '\r' || _bytes[_at] == '\t')) _at++;
        }
    }
}
