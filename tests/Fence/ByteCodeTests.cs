// SPDX-License-Identifier: MIT
using Mono.Cecil;
using Mono.Cecil.Cil;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Fence;

/// <summary>
/// A device assembly reaches its byte code by offsets of 16 bits as well. On the chip operands are shorter than in a .NET assembly: two bytes for a token
/// and for a branch, one for the number of a switch's cases.
/// </summary>
public sealed class ByteCodeTests
{
    private const int Limit = 64 * 1024;
    private const int Reserve = 4 * 1024;
    private const int MostCases = 255;

    [Fact]
    public void No_assembly_has_more_byte_code_than_a_device_assembly_can_hold()
    {
        (string Name, int Bytes)[] sizes = [.. Firmware.Assemblies.Select(assembly => (assembly.Name.Name, CodeBytes(assembly)))];
        TestReport.Write("byte-code", [.. sizes.Select(size => $"{size.Name,-24}{size.Bytes,8} of {Limit} bytes")]);
        Assert.All(sizes, size => Assert.True(size.Bytes <= Limit - Reserve, $"{size.Name} has {size.Bytes} bytes of code; what comes next needs an assembly of its own"));
    }

    [Fact]
    public void No_switch_has_more_cases_than_the_chip_counts() =>
        Assert.DoesNotContain(Firmware.Assemblies.SelectMany(Bodies), body => body.Instructions.Any(i => i.Operand is Instruction[] { Length: > MostCases }));

    [Fact]
    public void Sizes_are_those_of_the_chip()
    {
        MethodBody body = Firmware.Assemblies.Single(a => a.Name.Name == "Wattwarden.Fieldbus").MainModule.GetType("Wattwarden.Text.Strings").Methods.Single(m => m.Name == "Blank").Body;
        int tokens = body.Instructions.Count(i => i.OpCode.OperandType is OperandType.InlineType or OperandType.InlineString);
        Assert.Equal(2, tokens);   // newarr, ldstr
        Assert.Equal(body.CodeSize - 2 * tokens, Size(body));
    }

    internal static int CodeBytes(AssemblyDefinition assembly) => Bodies(assembly).Sum(Size);

    private static IEnumerable<MethodBody> Bodies(AssemblyDefinition assembly) =>
        Firmware.Types(assembly).SelectMany(type => type.Methods).Where(method => method.HasBody).Select(method => method.Body);

    // Handlers of a method stand behind its code, 8 bytes each with a byte for their number.
    private static int Size(MethodBody body) => body.Instructions.Sum(Size) + (body.HasExceptionHandlers ? 1 + 8 * body.ExceptionHandlers.Count : 0);

    private static int Size(Instruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineBrTarget => instruction.GetSize() - 2,
        OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString => instruction.GetSize() - 2,
        OperandType.InlineSwitch => instruction.GetSize() - 3 - 2 * ((Instruction[])instruction.Operand).Length,
        _ => instruction.GetSize(),
    };
}
