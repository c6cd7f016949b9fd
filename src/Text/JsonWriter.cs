// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>Writes JSON as a stream into a text buffer. Commas are set by the writer; nesting up to 31 levels.</summary>
    public sealed class JsonWriter
    {
        private readonly TextBuffer _text;
        private int _filled;   // bit n: the container at depth n already has an element
        private int _depth;
        private bool _afterName;

        public JsonWriter(TextBuffer text)
        {
            _text = text;
        }

        public void Reset()
        {
            _filled = 0;
            _depth = 0;
            _afterName = false;
        }

        public void BeginObject() => Open('{');

        public void EndObject() => Close('}');

        public void BeginArray() => Open('[');

        public void EndArray() => Close(']');

        public void Name(string name)
        {
            Separate();
            Quote(name);
            _text.Append(':');
            _afterName = true;
        }

        public void Value(string text)
        {
            Separate();
            if (text == null) _text.Append("null");
            else Quote(text);
        }

        public void Value(long number)
        {
            Separate();
            _text.Append(number);
        }

        public void Value(bool flag)
        {
            Separate();
            _text.Append(flag ? "true" : "false");
        }

        /// <summary>Thousandths as a decimal number.</summary>
        public void Milli(long milli)
        {
            Separate();
            _text.AppendMilli(milli);
        }

        public void Null()
        {
            Separate();
            _text.Append("null");
        }

        public void Member(string name, string text)
        {
            Name(name);
            Value(text);
        }

        public void Member(string name, long number)
        {
            Name(name);
            Value(number);
        }

        public void Member(string name, bool flag)
        {
            Name(name);
            Value(flag);
        }

        public void MilliMember(string name, long milli)
        {
            Name(name);
            Milli(milli);
        }

        private void Open(char bracket)
        {
            Separate();
            _text.Append(bracket);
            _depth++;
            _filled &= ~(1 << _depth);
        }

        private void Close(char bracket)
        {
            _text.Append(bracket);
            _depth--;
        }

        private void Separate()
        {
            if (_afterName)
            {
                _afterName = false;
                return;
            }

            if ((_filled & (1 << _depth)) != 0 && _depth > 0) _text.Append(',');
            _filled |= 1 << _depth;
        }

        private void Quote(string text)
        {
            _text.Append('"');
            int start = _text.Length;
            if (!_text.TryAppendAtOnce(text))
            {
                Escape(text);
            }
            else if (!IsPlain(start))
            {
                _text.Cut(start);
                Escape(text);
            }

            _text.Append('"');
        }

        // What was appended from here on needs no escape: the usual case, and a loop without calls is quick.
        private bool IsPlain(int start)
        {
            byte[] bytes = _text.Bytes;
            int end = _text.Length;
            for (int i = start; i < end; i++)
            {
                byte b = bytes[i];
                if (b == '"' || b == '\\' || b < 0x20) return false;
            }

            return true;
        }

        private void Escape(string text)
        {
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < utf8.Length; i++)
            {
                byte b = utf8[i];
                if (b == '"' || b == '\\')
                {
                    _text.Append('\\');
                    _text.AppendByte(b);
                }
                else if (b < 0x20)
                {
                    _text.Append("\\u00");
                    _text.AppendHex(b);
                }
                else
                {
                    _text.AppendByte(b);
                }
            }
        }
    }
}
