// SPDX-License-Identifier: MIT
using Mono.Cecil;
using Xunit;

namespace Wattwarden.Tests.Fence;

/// <summary>The firmware names nothing outside the nanoFramework packages. Reads host-built assemblies, where the desktop's library would let it.</summary>
public sealed class MemberFenceTests
{
    private const string WriteVariable = "WATTWARDEN_FENCE_WRITE";

    [Fact]
    public void The_firmware_uses_only_members_that_the_list_names()
    {
        SortedSet<string> used = new(Firmware.Assemblies.SelectMany(Firmware.ExternalMembers), StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1") new MemberList().Rewrite(used);

        HashSet<string> listed = new MemberList().Ids;
        List<string> missing = Firmware.Assemblies
            .SelectMany(a => Firmware.ExternalMembers(a).Where(id => !listed.Contains(id)).Select(id => id + "   (" + a.Name.Name + ")"))
            .ToList();

        Assert.True(missing.Count == 0,
            "outside the fence:\n  " + string.Join("\n  ", missing) +
            "\nEach line of tests/Fence/nanoframework-members.txt must exist in the API of its nanoFramework 1.x package: look it up in the package's source first." +
            $"\nThen add the lines, or run this test with {WriteVariable}=1, which writes the list anew.");
    }

    [Fact]
    public void The_list_names_nothing_twice_and_nothing_that_is_unused()
    {
        MemberList list = new();
        SortedSet<string> used = new(Firmware.Assemblies.SelectMany(Firmware.ExternalMembers), StringComparer.Ordinal);
        Assert.Empty(list.Doubled);
        Assert.Empty(list.Ids.Where(id => !used.Contains(id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_assemblies_of_the_firmware_are_read_with_their_members()
    {
        Assert.Contains("M:System.IO.Ports.SerialPort.Open", Device());
        Assert.Contains("P:System.DateTime.UtcNow", Device());

        static SortedSet<string> Device() => Firmware.ExternalMembers(Firmware.Assemblies.Single(a => a.Name.Name == "Wattwarden.Device"));
    }

    [Fact]
    public void An_id_has_the_form_of_documentation_comments()
    {
        ModuleDefinition module = ModuleDefinition.ReadModule(typeof(MemberFenceTests).Assembly.Location);
        MethodReference copy = module.ImportReference(typeof(Array).GetMethod("Copy", [typeof(Array), typeof(Array), typeof(int)]));
        MethodReference increment = module.ImportReference(typeof(Interlocked).GetMethod("Increment", [typeof(int).MakeByRefType()]));
        MethodReference length = module.ImportReference(typeof(string).GetMethod("get_Length"));

        Assert.Equal("M:System.Array.Copy(System.Array,System.Array,System.Int32)", DocumentationId.Of(copy));
        Assert.Equal("M:System.Threading.Interlocked.Increment(System.Int32@)", DocumentationId.Of(increment));
        Assert.Equal("P:System.String.Length", DocumentationId.Of(length));
    }
}
