// SPDX-License-Identifier: MIT
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit;

public sealed class WordListTests
{
    [Theory]
    [InlineData("mon|tue|wed", "mon", "tue", "wed")]
    [InlineData("|and|or", "", "and", "or")]
    [InlineData("°C|m³|", "°C", "m³", "")]
    [InlineData("one", "one")]
    [InlineData("", "")]
    public void Words_are_found_at_their_position_and_by_themselves(string list, params string[] words)
    {
        Assert.Equal(words.Length, WordList.Count(list));
        for (int i = 0; i < words.Length; i++)
        {
            Assert.Equal(words[i], WordList.At(list, i));
            Assert.Equal(i, WordList.IndexOf(list, words[i]));
        }
    }

    [Theory]
    [InlineData("mon|tue|wed", "")]
    [InlineData("mon|tue|wed", "tu")]
    [InlineData("mon|tue|wed", "tuesday")]
    [InlineData("mon|tue|wed", "mon|tue")]
    [InlineData("mon|tue|wed", "Mon")]
    [InlineData("", "mon")]
    public void A_word_that_is_not_in_the_list_has_no_position(string list, string word) => Assert.Equal(-1, WordList.IndexOf(list, word));
}
