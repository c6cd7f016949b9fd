// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Text;

namespace Wattwarden.PageBuild;

/// <summary>Which files the device serves, out of src/Web/Pages: the shell, a module per page, and the words of each language.</summary>
public static class PageSet
{
    public const string Source = "src/Web/Pages";

    /// <summary>Modules whose words come with the first load: those that it shows, and what stands before it.</summary>
    private static readonly string[] First = ["app", "status", "user", "flow", "day", "login", "password", "unlock", "form"];

    private const string LanguagesMark = "LANGUAGES = {}";
    private const string KeysMark = "KEYS = ''";

    /// <summary>Everything but words.</summary>
    public static List<PageFile> Pages(string root)
    {
        string folder = Path.Combine(root, Source);
        List<PageFile> files = [];
        foreach (string file in Sources(folder, "*.html", "*.css", "*.js"))
        {
            string path = "/" + Path.GetRelativePath(folder, file).Replace('\\', '/');
            string text = File.ReadAllText(file);
            if (path == "/app.js")
            {
                text = text.Replace(LanguagesMark, "LANGUAGES = " + Languages(folder), StringComparison.Ordinal)
                    .Replace(KeysMark, "KEYS = " + LanguageFile.WriteList(Keys(folder, inFirst: true)), StringComparison.Ordinal);
            }

            files.Add(new PageFile(path == "/index.html" ? "/" : path, Minifier.Minify(path, text)));
        }

        return files;
    }

    /// <summary>
    /// Words: /lang/xx.json for the first load, /lang/xx-more.json for all other pages. Both are texts alone, as the keys are the same in every language: those of the
    /// first load stand in app.js, the others in /lang/keys.json. Texts and keys begin with a mark of all keys, so that texts never meet the keys of another page.
    /// </summary>
    public static List<PageFile> Words(string root)
    {
        string folder = Path.Combine(root, Source);
        List<PageFile> files = [new("/lang/keys.json", LanguageFile.WriteList(Keys(folder, inFirst: false)))];
        foreach (string file in Sources(Path.Combine(folder, "lang"), "*.json"))
        {
            string path = "/lang/" + Path.GetFileNameWithoutExtension(file);
            Dictionary<string, string> words = new(LanguageFile.Read(file)) { [Mark(folder)] = Mark(folder) };
            files.Add(new PageFile(path + ".json", LanguageFile.WriteList(Keys(folder, inFirst: true).Select(key => words[key]))));
            files.Add(new PageFile(path + "-more.json", LanguageFile.WriteList(Keys(folder, inFirst: false).Select(key => words[key]))));
        }

        return files;
    }

    /// <summary>Whether a key's text comes with the first load: it belongs to the module that its prefix names; keys of nobody are the shell's.</summary>
    public static bool IsInFirstLoad(string folder, string key)
    {
        string module = key.Split('.')[0];
        return First.Contains(module) || !Sources(folder, module + ".js").Any();
    }

    /// <summary>The words for two assemblies, as one cannot hold them: about half of the bytes each, in the order of the paths.</summary>
    public static List<PageFile>[] WordBundles(string root)
    {
        List<PageFile>[] bundles = [[], []];
        List<PageFile> words = Words(root);
        long all = words.Sum(file => file.Bytes.Length);
        long before = 0;
        foreach (PageFile file in words)
        {
            bundles[before * bundles.Length / all].Add(file);
            before += file.Bytes.Length;
        }

        return bundles;
    }

    private static IEnumerable<string> Keys(string folder, bool inFirst) => EnglishKeys(folder).Where(key => IsInFirstLoad(folder, key) == inFirst).Prepend(Mark(folder));

    private static string Mark(string folder) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', EnglishKeys(folder)))))[..4];

    private static IEnumerable<string> EnglishKeys(string folder) => LanguageFile.Read(Path.Combine(folder, "lang", "en.json")).Select(word => word.Key);

    // Code of each language and what it calls itself.
    private static string Languages(string folder) => LanguageFile.Write(Sources(Path.Combine(folder, "lang"), "*.json").Select(file =>
        KeyValuePair.Create(Path.GetFileNameWithoutExtension(file), LanguageFile.Read(file).Single(word => word.Key == "language").Value)));

    private static IEnumerable<string> Sources(string folder, params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal);
}
