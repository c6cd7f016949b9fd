// SPDX-License-Identifier: MIT
namespace Wattwarden.PageBuild;

/// <summary>Which files the device serves, out of src/Web/Pages: the shell, a module per page, and each language in chunks.</summary>
public static class PageSet
{
    public const string Source = "src/Web/Pages";

    /// <summary>Modules of the first load: their words are the shell's.</summary>
    private static readonly string[] First = ["app", "status", "user", "flow", "day"];

    private const string LanguagesMark = "LANGUAGES = {}";

    /// <summary>Everything but words.</summary>
    public static List<PageFile> Pages(string root)
    {
        string folder = Path.Combine(root, Source);
        List<PageFile> files = [];
        foreach (string file in Sources(folder, "*.html", "*.css", "*.js"))
        {
            string path = "/" + Path.GetRelativePath(folder, file).Replace('\\', '/');
            string text = File.ReadAllText(file);
            if (path == "/app.js") text = text.Replace(LanguagesMark, "LANGUAGES = " + Languages(folder), StringComparison.Ordinal);
            files.Add(new PageFile(path == "/index.html" ? "/" : path, Minifier.Minify(path, text)));
        }

        return files;
    }

    /// <summary>
    /// Words: /lang/xx.json for the first load, and /lang/xx-module.json for each module that is loaded later and has words of its own. A key
    /// belongs to the module that its prefix names; keys of nobody are the shell's.
    /// </summary>
    public static List<PageFile> Words(string root)
    {
        string folder = Path.Combine(root, Source);
        HashSet<string> modules = [.. Sources(folder, "*.js").Select(file => Path.GetFileNameWithoutExtension(file)).Except(First)];
        List<PageFile> files = [];
        foreach (string file in Sources(Path.Combine(folder, "lang"), "*.json"))
        {
            string language = Path.GetFileNameWithoutExtension(file);
            foreach (var chunk in LanguageFile.Read(file).GroupBy(word => ModuleOf(word.Key)).OrderBy(chunk => chunk.Key, StringComparer.Ordinal))
            {
                files.Add(new PageFile("/lang/" + language + (chunk.Key == "" ? "" : "-" + chunk.Key) + ".json", LanguageFile.Write(chunk)));
            }
        }

        return files;

        string ModuleOf(string key)
        {
            string prefix = key.Split('.')[0];
            return modules.Contains(prefix) ? prefix : "";
        }
    }

    /// <summary>The same for three assemblies, as one cannot hold them: a third of the bytes each, in the order of the paths.</summary>
    public static List<PageFile>[] WordBundles(string root)
    {
        List<PageFile>[] bundles = [[], [], []];
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

    // Code of each language and what it calls itself.
    private static string Languages(string folder) => LanguageFile.Write(Sources(Path.Combine(folder, "lang"), "*.json").Select(file =>
        KeyValuePair.Create(Path.GetFileNameWithoutExtension(file), LanguageFile.Read(file).Single(word => word.Key == "language").Value)));

    private static IEnumerable<string> Sources(string folder, params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal);
}
