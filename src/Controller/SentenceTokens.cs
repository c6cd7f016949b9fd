// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>
    /// A sentence as JSON, for a page that says it in the reader's language. A phrase is ["key", arguments …]; an argument is a phrase, a name as
    /// text, ["#", 2310.5, "W"], ["ms", 12000] or ["days", bits], bit 0 being Monday.
    /// </summary>
    public sealed class SentenceTokens : Sentence
    {
        private readonly JsonWriter _json;

        public SentenceTokens(JsonWriter json)
        {
            _json = json;
        }

        public override void Begin(string phrase)
        {
            _json.BeginArray();
            _json.Value(phrase.Substring(0, phrase.IndexOf('|')));
        }

        public override void End() => _json.EndArray();

        public override void Name(string name) => _json.Value(name);

        public override void Amount(long milli, string unit)
        {
            _json.BeginArray();
            _json.Value("#");
            _json.Milli(milli);
            _json.Value(unit);
            _json.EndArray();
        }

        public override void Duration(long ms) => Number("ms", ms < 0 ? 0 : ms);

        public override void Days(int days) => Number("days", days);

        private void Number(string kind, long number)
        {
            _json.BeginArray();
            _json.Value(kind);
            _json.Value(number);
            _json.EndArray();
        }
    }
}
