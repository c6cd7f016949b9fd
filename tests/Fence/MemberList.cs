// SPDX-License-Identifier: MIT
namespace Wattwarden.Tests.Fence;

/// <summary>tests/Fence/nanoframework-members.txt: the members of the nanoFramework packages that the firmware may use, by package.</summary>
internal sealed class MemberList
{
    private const string FileName = "tests/Fence/nanoframework-members.txt";
    private const string Unsorted = "# not sorted in: move these lines to their packages";

    private readonly List<string> _head = [];
    private readonly List<(string Title, SortedSet<string> Ids)> _sections = [];

    public MemberList()
    {
        foreach (string line in File.ReadLines(SourceTree.PathOf(FileName)).Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            if (line.StartsWith("##", StringComparison.Ordinal)) _head.Add(line);
            else if (line[0] == '#') _sections.Add((line, new(StringComparer.Ordinal)));
            else if (!_sections[^1].Ids.Add(line)) Doubled.Add(line);
        }
    }

    public List<string> Doubled { get; } = [];

    public HashSet<string> Ids => _sections.SelectMany(s => s.Ids).ToHashSet(StringComparer.Ordinal);

    /// <summary>Writes the list anew: what is used, each id in the package where its type, or most of its namespace, stands already.</summary>
    public void Rewrite(IEnumerable<string> used)
    {
        List<string> lines = [.. _head];
        IEnumerable<IGrouping<string, string>> groups = used.GroupBy(PackageOf).ToList();
        foreach (IGrouping<string, string> group in groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            lines.Add("");
            lines.Add(group.Key);
            lines.AddRange(group.Order(StringComparer.Ordinal));
        }

        File.WriteAllText(SourceTree.PathOf(FileName), string.Join('\n', lines) + "\n");
    }

    private string PackageOf(string id)
    {
        string type = TypeOf(id);
        string ns = type[..Math.Max(0, type.LastIndexOf('.'))];
        IEnumerable<string> sameType = _sections.Where(s => s.Ids.Any(i => TypeOf(i) == type)).Select(s => s.Title);
        IEnumerable<string> sameNamespace = _sections.OrderByDescending(s => s.Ids.Count(i => IsIn(i, ns))).Where(s => s.Ids.Any(i => IsIn(i, ns))).Select(s => s.Title);
        return sameType.Concat(sameNamespace).FirstOrDefault(Unsorted);

        static bool IsIn(string id, string ns) => TypeOf(id).LastIndexOf('.') == ns.Length && TypeOf(id).StartsWith(ns, StringComparison.Ordinal);
    }

    private static string TypeOf(string id)
    {
        string name = id[2..];
        int end = name.IndexOf('(', StringComparison.Ordinal);
        if (end >= 0) name = name[..end];
        return id[0] == 'T' ? name : name[..name.LastIndexOf('.')];
    }
}
