// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Wattwarden.Tests.Fence;

/// <summary>The .nfproj files cannot be built here; what can be checked of them without their build system is.</summary>
public sealed partial class DeviceProjectTests
{
    private const string HostOnly = "firmware/HostNames.cs";

    public static TheoryData<string> DeviceProjects => [.. SourceTree.Projects("*.nfproj")];

    public static TheoryData<string> PackageLists => [.. SourceTree.Projects("packages.config")];

    [Theory]
    [MemberData(nameof(DeviceProjects))]
    public void Device_projects_compile_the_same_files_as_the_host_projects(string project)
    {
        SortedSet<string> device = SourceTree.CompiledBy(project);
        SortedSet<string> host = SourceTree.CompiledBy(HostProjectOf(project));
        host.Remove(HostOnly);

        Assert.NotEmpty(device);
        Assert.Equal(host.Select(AnyBoard), device.Select(AnyBoard));
        Assert.All(device, f => Assert.True(File.Exists(SourceTree.PathOf(f)), f));

        string AnyBoard(string file) => file.Contains("/ThisBoard.", StringComparison.Ordinal) ? "ThisBoard" : file;
    }

    [Theory]
    [MemberData(nameof(DeviceProjects))]
    public void A_board_image_contains_the_board_of_its_name(string project)
    {
        string board = Path.GetFileNameWithoutExtension(project).Split('.').ElementAtOrDefault(2) ?? "";
        string[] chosen = SourceTree.CompiledBy(project).Where(f => f.Contains("/ThisBoard.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(board == "" ? [] : [$"firmware/Device/Boards/ThisBoard.{board}.cs"], chosen);
        if (board != "") Assert.Contains($"new {board}()", File.ReadAllText(SourceTree.PathOf(chosen[0])));
    }

    [Fact]
    public void Every_board_has_an_image_and_a_check()
    {
        foreach (string file in Directory.EnumerateFiles(SourceTree.PathOf("firmware/Device/Boards"), "ThisBoard.*.cs"))
        {
            string board = Path.GetFileName(file).Split('.')[1];
            Assert.Contains($"firmware/Device/Wattwarden.Device.{board}.nfproj", SourceTree.Projects("*.nfproj"));
            Assert.Contains($"firmware/BoardCheck/Wattwarden.BoardCheck.{board}.nfproj", SourceTree.Projects("*.nfproj"));
        }
    }

    [Fact]
    public void Every_source_file_belongs_to_a_device_project()
    {
        HashSet<string> compiled = SourceTree.Projects("*.nfproj").SelectMany(SourceTree.CompiledBy).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(SourceTree.Sources("src", "boards", "firmware"), f => f != HostOnly && !compiled.Contains(f));
    }

    [Theory]
    [MemberData(nameof(DeviceProjects))]
    public void References_name_the_packages_of_the_list_beside_the_project(string project)
    {
        Dictionary<string, string> packages = PackagesIn(Path.GetDirectoryName(project) + "/packages.config");
        foreach (XElement hint in XDocument.Load(SourceTree.PathOf(project)).Descendants().Where(e => e.Name.LocalName == "HintPath"))
        {
            Match path = Hint().Match(hint.Value);
            Assert.True(path.Success, hint.Value);
            Assert.Equal(packages.GetValueOrDefault(path.Groups["id"].Value), path.Groups["version"].Value);
            Assert.Equal(hint.Parent!.Attribute("Include")!.Value, path.Groups["dll"].Value);
        }

        Assert.Equal(packages.Count, XDocument.Load(SourceTree.PathOf(project)).Descendants().Count(e => e.Name.LocalName == "HintPath"));
    }

    [Theory]
    [MemberData(nameof(PackageLists))]
    public void Package_versions_are_exact_and_the_same_everywhere(string packageList)
    {
        foreach ((string id, string version) in PackagesIn(packageList))
        {
            Assert.Matches(@"^\d+\.\d+\.\d+$", version);
            Assert.All(SourceTree.Projects("packages.config"), other => Assert.Equal(version, PackagesIn(other).GetValueOrDefault(id, version)));
        }
    }

    [Fact]
    public void The_solution_holds_every_device_project_and_no_other()
    {
        MatchCollection entries = SolutionEntry().Matches(File.ReadAllText(SourceTree.PathOf("nanoFramework.sln")));
        Assert.Equal(SourceTree.Projects("*.nfproj"), entries.Select(e => e.Groups["path"].Value.Replace('\\', '/')).Order(StringComparer.Ordinal));
        foreach (Match entry in entries)
        {
            XDocument project = XDocument.Load(SourceTree.PathOf(entry.Groups["path"].Value.Replace('\\', '/')));
            Assert.Equal(entry.Groups["guid"].Value, Value(project, "ProjectGuid"), ignoreCase: true);
            Assert.Equal(entry.Groups["name"].Value, Value(project, "AssemblyName"));
        }
    }

    [Theory]
    [MemberData(nameof(DeviceProjects))]
    public void Project_references_lead_to_projects_with_that_identity(string project)
    {
        foreach (XElement reference in XDocument.Load(SourceTree.PathOf(project)).Descendants().Where(e => e.Name.LocalName == "ProjectReference"))
        {
            string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourceTree.PathOf(project))!, reference.Attribute("Include")!.Value.Replace('\\', '/')));
            string guid = reference.Elements().Single(e => e.Name.LocalName == "Project").Value.Trim('{', '}');
            Assert.Equal(Value(XDocument.Load(path), "ProjectGuid"), guid);
        }
    }

    private static string HostProjectOf(string project) =>
        Path.GetDirectoryName(project) + "/" + string.Join('.', Path.GetFileName(project).Split('.').Take(2)) + ".csproj";

    private static Dictionary<string, string> PackagesIn(string list) =>
        XDocument.Load(SourceTree.PathOf(list)).Descendants("package").ToDictionary(p => p.Attribute("id")!.Value, p => p.Attribute("version")!.Value);

    private static string Value(XDocument project, string element) => project.Descendants().First(e => e.Name.LocalName == element).Value;

    [GeneratedRegex(@"^\.\.\\\.\.\\packages\\(?<id>nanoFramework\.[A-Za-z0-9.]+?)\.(?<version>\d+\.\d+\.\d+)\\lib\\(?<dll>.+)\.dll$")]
    private static partial Regex Hint();

    [GeneratedRegex(@"Project\(""\{11A8DD76-328B-46DF-9F39-F559912D0360\}""\) = ""(?<name>[^""]+)"", ""(?<path>[^""]+)"", ""\{(?<guid>[^}]+)\}""")]
    private static partial Regex SolutionEntry();
}
