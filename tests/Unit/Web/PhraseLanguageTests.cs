// SPDX-License-Identifier: MIT
using Wattwarden.PageBuild;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>The device explains in phrases; each language of the page has words for each of them.</summary>
public sealed class PhraseLanguageTests
{
    private const string Prefix = "why.";

    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, PageSet.Source, "lang");

    public static TheoryData<string> Languages => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_words_for_each_phrase_with_all_its_arguments(string language)
    {
        Dictionary<string, string> words = LanguageFile.Read(Path.Combine(Folder, language + ".json"))
            .Where(word => word.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(word => word.Key[Prefix.Length..], word => word.Value);
        Assert.Equal(PhraseBook.English.Keys.Order(), words.Keys.Order());
        foreach ((string key, string english) in PhraseBook.English)
        {
            int arguments = english.Split("{}").Length - 1;
            Assert.All(Enumerable.Range(0, arguments), i => Assert.True(words[key].Contains($"{{{i}}}"), $"{language}, {key}: argument {i} is missing in \"{words[key]}\""));
            Assert.False(words[key].Contains($"{{{arguments}}}"), $"{language}, {key}: there is no argument {arguments}");
        }
    }

    // English on the page and on the console are the same sentences, but for signs that the console's letters lack.
    [Fact]
    public void The_English_words_are_those_of_the_device()
    {
        Dictionary<string, string> words = LanguageFile.Read(Path.Combine(Folder, "en.json"))
            .Where(word => word.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(word => word.Key[Prefix.Length..], word => word.Value);
        foreach ((string key, string english) in PhraseBook.English)
        {
            int next = 0;
            string numbered = string.Concat(english.Split("{}").Select((text, i) => i == 0 ? text : $"{{{next++}}}{text}"));
            Assert.Equal(numbered, words[key].Replace('“', '\'').Replace('”', '\'').Replace("≥", ">="));
        }
    }
}
