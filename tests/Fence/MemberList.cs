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

    /// <summary>Writes the list anew: what is used, each id in the package where its type stands already.</summary>
    public void Rewrite(IEnumerable<string> used)
    {
        Dictionary<string, string> packageOfType = [];
        foreach ((string title, SortedSet<string> ids) in _sections)
        {
            foreach (string id in ids) packageOfType.TryAdd(TypeOf(id), title);
        }

        List<string> lines = [.. _head];
        IEnumerable<IGrouping<string, string>> groups = used.GroupBy(id => packageOfType.GetValueOrDefault(TypeOf(id), Unsorted));
        foreach (IGrouping<string, string> group in groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            lines.Add("");
            lines.Add(group.Key);
            lines.AddRange(group.Order(StringComparer.Ordinal));
        }

        File.WriteAllText(SourceTree.PathOf(FileName), string.Join('\n', lines) + "\n");
    }

    private static string TypeOf(string id)
    {
        string name = id[2..];
        int end = name.IndexOf('(', StringComparison.Ordinal);
        if (end >= 0) name = name[..end];
        return id[0] == 'T' ? name : name[..name.LastIndexOf('.')];
    }
}
