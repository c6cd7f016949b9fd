// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>
    /// Takes a sentence phrase by phrase, so that one explanation can be spoken in English and be sent to a page that says it in the reader's
    /// language. A phrase is "key|words with {} where an argument stands"; its arguments follow in that order, and may be phrases.
    /// </summary>
    public abstract class Sentence
    {
        /// <summary>Begins a phrase; what follows up to End are its arguments.</summary>
        public abstract void Begin(string phrase);

        public abstract void End();

        /// <summary>A name that a person gave.</summary>
        public abstract void Name(string name);

        /// <summary>Thousandths of the unit; the unit may be empty.</summary>
        public abstract void Amount(long milli, string unit);

        /// <summary>Milliseconds; less than nothing is nothing.</summary>
        public abstract void Duration(long ms);

        /// <summary>Weekdays as bits; bit 0 is Monday.</summary>
        public abstract void Days(int days);

        /// <summary>A phrase without arguments.</summary>
        public void Say(string phrase)
        {
            Begin(phrase);
            End();
        }
    }
}
