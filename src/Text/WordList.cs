// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// Lists of words in one constant, "mon|tue|wed". On the chip a constant stays in flash, while each element of a static string[] keeps
    /// 24 bytes of the heap for as long as the device runs. Makes a new string for each answer: not for the control path.
    /// </summary>
    public static class WordList
    {
        private const char Separator = '|';

        /// <summary>Number of words; an empty list has one, empty word.</summary>
        public static int Count(string list)
        {
            int count = 1;
            for (int at = list.IndexOf(Separator); at >= 0; at = list.IndexOf(Separator, at + 1)) count++;
            return count;
        }

        /// <summary>The word at a position; position 0 up to Count - 1.</summary>
        public static string At(string list, int position)
        {
            int start = 0;
            for (; position > 0; position--) start = list.IndexOf(Separator, start) + 1;
            return list.Substring(start, End(list, start) - start);
        }

        /// <summary>Position of a word; -1: it is not in the list.</summary>
        public static int IndexOf(string list, string word)
        {
            int start = 0;
            for (int position = 0; ; position++)
            {
                int end = End(list, start);
                // The length first: on the chip each Substring copies the whole list, twice as wide.
                if (end - start == word.Length && list.Substring(start, end - start) == word) return position;
                if (end == list.Length) return -1;
                start = end + 1;
            }
        }

        private static int End(string list, int start)
        {
            int end = list.IndexOf(Separator, start);
            return end < 0 ? list.Length : end;
        }
    }
}
