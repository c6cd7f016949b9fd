// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.RegularExpressions;
using Wattwarden.PageBuild;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>Each language has exactly the words that the page uses, and each module finds its words loaded.</summary>
public sealed partial class LanguageTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, PageSet.Source);

    public static TheoryData<string> Languages => [.. Codes()];

    [Fact]
    public void The_languages_of_the_product_are_there() => Assert.Empty(new[] { "de", "en", "es", "fr", "it", "pl", "ru" }.Except(Codes()));

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_the_keys_of_English_in_its_order_and_a_text_for_each(string language)
    {
        Assert.Equal(Words("en").Select(word => word.Key), Words(language).Select(word => word.Key));
        Assert.All(Words(language), word => Assert.False(string.IsNullOrWhiteSpace(word.Value), word.Key));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_text_has_the_blanks_of_the_English_one(string language)
    {
        foreach ((KeyValuePair<string, string> english, KeyValuePair<string, string> other) in Words("en").Zip(Words(language)))
        {
            Assert.True(Blanks(english.Value) == Blanks(other.Value), $"{language}, {english.Key}: {Blanks(english.Value)} against {Blanks(other.Value)}");
        }
    }

    [Fact]
    public void Every_key_that_a_module_uses_is_loaded_where_it_is_used()
    {
        List<string> missing = [];
        foreach (string script in Scripts())
        {
            string module = Path.GetFileNameWithoutExtension(script);
            HashSet<string> loaded = [.. Words("en").Select(word => word.Key).Where(key => PageSet.IsInFirstLoad(Folder, key) || !PageSet.IsInFirstLoad(Folder, module + "."))];
            foreach ((string key, bool isPrefix) in Used(File.ReadAllText(script)))
            {
                if (!(isPrefix ? loaded.Any(word => word.StartsWith(key, StringComparison.Ordinal)) : loaded.Contains(key))) missing.Add($"{module}: {key}");
            }
        }

        Assert.Empty(missing);
    }

    // The page joins texts with keys by their places.
    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_text_comes_at_the_place_of_its_key(string language)
    {
        List<PageFile> files = [.. PageSet.Words(RepositoryFiles.Root)];
        string script = PageSet.Pages(RepositoryFiles.Root).Single(file => file.Path == "/app.js").Text;
        string firstKeys = FirstKeys().Match(script).Groups[1].Value;
        Dictionary<string, string> joined = [];
        foreach ((string keys, string texts) in new[] { (firstKeys, $"/lang/{language}.json"), (Text("/lang/keys.json"), $"/lang/{language}-more.json") })
        {
            foreach ((string key, string text) in List(keys).Zip(List(Text(texts)))) joined[key] = text;
            Assert.Equal(List(keys).Length, List(Text(texts)).Length);
        }

        string mark = List(firstKeys)[0];
        Assert.Matches("^[0-9a-f]{4}$", mark);
        Assert.Equal(mark, joined[mark]);
        Assert.Equal(mark, List(Text("/lang/keys.json"))[0]);
        Assert.Equal(Words(language).OrderBy(word => word.Key), joined.Where(word => word.Key != mark).OrderBy(word => word.Key));

        string Text(string path) => files.Single(file => file.Path == path).Text;
    }

    [Fact]
    public void Every_key_is_used()
    {
        List<(string Key, bool IsPrefix)> used = [.. Scripts().SelectMany(script => Used(File.ReadAllText(script)))];
        Assert.True(used.Count > 50);
        string[] unused = [.. Words("en").Select(word => word.Key).Where(key => key != "language" && !used.Any(use => use.IsPrefix ? key.StartsWith(use.Key, StringComparison.Ordinal) : key == use.Key))];
        Assert.Empty(unused);
    }

    [Fact]
    public void Every_page_of_the_menu_has_a_title_and_a_sentence_on_the_help_page()
    {
        string menu = Menu().Match(File.ReadAllText(Path.Combine(Folder, "app.js"))).Value;
        string[] pages = [.. Quoted().Matches(menu).Select(match => match.Groups[1].Value)];
        Assert.True(pages.Length > 10);
        string[] keys = [.. Words("en").Select(word => word.Key)];
        Assert.Empty(pages.Select(page => "nav." + page).Except(keys));
        Assert.Empty(pages.Where(page => page != "help").Select(page => "help.page." + page).Except(keys));
    }

    [Fact]
    public void Every_condition_that_the_device_warns_of_has_its_words()
    {
        string[] conditions = [.. RepositoryFiles.Read("docs/reference/diagnostics.md").Split('\n').Where(line => line.Contains("| condition |")).Select(line => line.Split('|')[3].Trim()).Distinct().Order()];
        Assert.NotEmpty(conditions);
        Assert.Empty(conditions.Except(Words("en").Select(word => word.Key).Where(key => key.StartsWith("warning.", StringComparison.Ordinal)).Select(key => key["warning.".Length..])));
    }

    [Fact]
    public void The_way_keys_are_found_finds_them()
    {
        (string, bool)[] found = [.. Used("t('a.b') + t('c.' + x, { n: 1 }) + t(y === 'x' ? 'd' : 'e') // t: f g.*")];
        Assert.Equal([("a.b", false), ("c.", true), ("d", false), ("e", false), ("f", false), ("g.", true)], found);
    }

    private static IEnumerable<string> Codes() => Directory.GetFiles(Path.Combine(Folder, "lang"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    private static List<KeyValuePair<string, string>> Words(string language) => LanguageFile.Read(Path.Combine(Folder, "lang", language + ".json"));

    private static string[] List(string json) => JsonSerializer.Deserialize<string>(json)!.Split('|');

    private static string[] Scripts() => Directory.GetFiles(Folder, "*.js", SearchOption.AllDirectories);

    private static string Blanks(string text) => string.Join(' ', Blank().Matches(text).Select(match => match.Value).Order());

    // t('key'), t('prefix.' + …), and, where a key comes about in another way, a comment "// t: key key prefix.*" that names it.
    private static IEnumerable<(string Key, bool IsPrefix)> Used(string script)
    {
        foreach (Match call in Call().Matches(script))
        {
            foreach (Match key in Quoted().Matches(call.Value)) yield return (key.Groups[1].Value, key.Groups[2].Success);
        }

        foreach (Match note in Note().Matches(script))
        {
            foreach (string key in note.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return (key.TrimEnd('*'), key.EndsWith('*'));
        }
    }

    [GeneratedRegex(@"MENU = \{[^}]*\}")]
    private static partial Regex Menu();

    [GeneratedRegex(@"KEYS=(""[^""]*"");")]
    private static partial Regex FirstKeys();

    // To the first comma or the end of the call, so that t(x ? 'a' : 'b') gives both.
    [GeneratedRegex(@"\bt\([^,)]*")]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<![=!]= )'([a-zA-Z0-9.]+)'(\s*\+)?")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"// t: (.*)")]
    private static partial Regex Note();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Blank();
}
