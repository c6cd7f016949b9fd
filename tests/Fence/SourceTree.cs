// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Wattwarden.Tests.Fence;

/// <summary>The repository as files: where it is, and which sources a project compiles.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>All C# files below these folders, as paths relative to the root, sorted.</summary>
    public static List<string> Sources(params string[] folders) =>
        folders.Where(f => Directory.Exists(PathOf(f)))
            .SelectMany(f => Directory.EnumerateFiles(PathOf(f), "*.cs", SearchOption.AllDirectories))
            .Select(Relative)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();

    public static List<string> Projects(string pattern) =>
        Directory.EnumerateFiles(PathOf("firmware"), pattern, SearchOption.AllDirectories).Select(Relative).Order(StringComparer.Ordinal).ToList();

    /// <summary>The files that a .csproj or .nfproj compiles, with what it imports from this repository; relative to the root, sorted.</summary>
    public static SortedSet<string> CompiledBy(string project)
    {
        SortedSet<string> files = new(StringComparer.Ordinal);
        AddCompiled(PathOf(project), Path.GetDirectoryName(PathOf(project))!, files);
        return files;
    }

    private static void AddCompiled(string file, string projectFolder, SortedSet<string> files)
    {
        string fileFolder = Path.GetDirectoryName(file)!;
        foreach (XElement element in XDocument.Load(file).Descendants())
        {
            if (element.Name.LocalName == "Import")
            {
                string import = element.Attribute("Project")!.Value;
                if (!import.StartsWith("$(Nano", StringComparison.Ordinal)) AddCompiled(Path.GetFullPath(Path.Combine(fileFolder, import)), projectFolder, files);
            }

            if (element.Name.LocalName != "Compile" || element.Attribute("Include") is not { } include) continue;
            foreach (string glob in include.Value.Replace('\\', '/').Split(';')) AddGlob(glob, fileFolder, projectFolder, files);
        }
    }

    private static void AddGlob(string glob, string fileFolder, string projectFolder, SortedSet<string> files)
    {
        string full = Path.GetFullPath(glob.StartsWith("$(MSBuildThisFileDirectory)", StringComparison.Ordinal)
            ? Path.Combine(fileFolder, glob["$(MSBuildThisFileDirectory)".Length..])
            : Path.Combine(projectFolder, glob));
        Match match = GlobPattern().Match(full);
        if (!match.Success) files.Add(Relative(full));
        else if (Directory.Exists(match.Groups["folder"].Value))
        {
            SearchOption depth = match.Groups["deep"].Success ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
            foreach (string found in Directory.EnumerateFiles(match.Groups["folder"].Value, "*.cs", depth)) files.Add(Relative(found));
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Wattwarden.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("no Wattwarden.slnx above " + AppContext.BaseDirectory);
    }

    [GeneratedRegex(@"^(?<folder>.*?)(?<deep>/\*\*)?/\*\.cs$")]
    private static partial Regex GlobPattern();
}
