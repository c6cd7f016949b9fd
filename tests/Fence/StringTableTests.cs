// SPDX-License-Identifier: MIT
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Fence;

/// <summary>A device assembly reaches its strings, names and texts alike, by offsets of 16 bits, and in another table the contents of arrays.</summary>
public sealed class StringTableTests
{
    private const int Limit = 64 * 1024;
    private const int Reserve = 4 * 1024;

    [Fact]
    public void No_assembly_has_more_strings_than_a_device_assembly_can_hold()
    {
        (string Name, int Bytes)[] tables = [.. Firmware.Assemblies.Select(assembly => (assembly.Name.Name, StringBytes(assembly)))];
        TestReport.Write("string-tables", [.. tables.Select(table => $"{table.Name,-24}{table.Bytes,8} of {Limit} bytes")]);
        Assert.All(tables, table => Assert.True(table.Bytes <= Limit - Reserve, $"{table.Name} has {table.Bytes} bytes of strings; what comes next needs an assembly of its own"));
    }

    [Fact]
    public void No_assembly_has_more_contents_of_arrays_than_a_device_assembly_can_hold()
    {
        (string Name, int Bytes)[] tables = [.. Firmware.Assemblies.Select(assembly => (assembly.Name.Name, ArrayBytes(assembly)))];
        TestReport.Write("array-tables", [.. tables.Select(table => $"{table.Name,-24}{table.Bytes,8} of {Limit} bytes")]);
        Assert.All(tables, table => Assert.True(table.Bytes <= Limit - Reserve, $"{table.Name} has {table.Bytes} bytes of arrays; what comes next needs an assembly of its own"));
        Assert.True(tables.Single(table => table.Name == "Wattwarden.Pages").Bytes > 30_000, "the page's files are not found");
    }

    [Fact]
    public void Names_and_texts_are_counted_once_each()
    {
        HashSet<string> strings = Strings(Firmware.Assemblies.Single(assembly => assembly.Name.Name == "Wattwarden.Pages"));
        Assert.Contains("/app.js", strings);
        Assert.Contains("PageBundle", strings);
        Assert.Contains("Slice", strings);
    }

    internal static int StringBytes(AssemblyDefinition assembly) => Strings(assembly).Sum(text => Encoding.UTF8.GetByteCount(text) + 1);

    internal static int ArrayBytes(AssemblyDefinition assembly) => Firmware.Types(assembly).SelectMany(type => type.Fields).Sum(field => field.InitialValue.Length);

    private static HashSet<string> Strings(AssemblyDefinition assembly)
    {
        HashSet<string> strings = [.. assembly.MainModule.AssemblyReferences.Select(reference => reference.Name)];
        foreach (TypeReference type in assembly.MainModule.GetTypeReferences()) strings.UnionWith([type.Name, type.Namespace]);
        strings.UnionWith(assembly.MainModule.GetMemberReferences().Select(member => member.Name));
        foreach (TypeDefinition type in Firmware.Types(assembly))
        {
            strings.UnionWith([type.Name, type.Namespace]);
            strings.UnionWith(type.Fields.Select(field => field.Name));
            foreach (MethodDefinition method in type.Methods)
            {
                strings.Add(method.Name);
                if (method.HasBody) strings.UnionWith(method.Body.Instructions.Where(i => i.OpCode == OpCodes.Ldstr).Select(i => (string)i.Operand));
            }
        }

        return strings;
    }
}
