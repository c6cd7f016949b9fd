// SPDX-License-Identifier: MIT
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>A sentence in English, written into a text as it comes.</summary>
    public sealed class SpokenSentence : Sentence
    {
        private const int MaxDepth = 16;

        private readonly TextBuffer _text;
        private readonly byte[][] _words = new byte[MaxDepth][];
        private readonly int[] _at = new int[MaxDepth];   // first byte of the phrase that is not said yet
        private int _depth;

        public SpokenSentence(TextBuffer text)
        {
            _text = text;
        }

        public override void Begin(string phrase)
        {
            _words[_depth] = System.Text.Encoding.UTF8.GetBytes(phrase);
            _at[_depth] = phrase.IndexOf('|') + 1;
            _depth++;
            SayOn();
        }

        public override void End()
        {
            _depth--;
            _words[_depth] = null;
            SayOn();
        }

        public override void Name(string name)
        {
            _text.Append(name);
            SayOn();
        }

        public override void Amount(long milli, string unit)
        {
            _text.AppendMilli(milli);
            if (unit.Length > 0)
            {
                _text.Append(' ');
                _text.Append(unit);
            }

            SayOn();
        }

        public override void Duration(long ms)
        {
            ExplanationWords.Duration(_text, ms);
            SayOn();
        }

        public override void Days(int days)
        {
            _text.Append(RuleWords.FormatDays(days));
            SayOn();
        }

        // The innermost open phrase up to its next argument, or to its end.
        private void SayOn()
        {
            if (_depth == 0) return;
            byte[] words = _words[_depth - 1];
            int from = _at[_depth - 1];
            int to = from;
            while (to < words.Length && words[to] != '{') to++;
            _text.AppendBytes(words, from, to - from);
            _at[_depth - 1] = to < words.Length ? to + 2 : to;
        }
    }
}
