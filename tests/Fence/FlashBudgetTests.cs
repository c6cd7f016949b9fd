// SPDX-License-Identifier: MIT
using Mono.Cecil;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Fence;

/// <summary>
/// The budget of flash for the device's program, docs/decisions/0015: three quarters of a device assembly are its code, its strings and the contents of its
/// arrays, and those can be counted here. The tables of types and members come on top, about 90 KB in all.
/// </summary>
public sealed class FlashBudgetTests
{
    private const int Code = 180_000;
    private const int Strings = 130_000;
    private const int Page = 150_000;

    [Fact]
    public void The_devices_program_keeps_to_its_budget_of_flash()
    {
        AssemblyDefinition[] program = [.. Firmware.Assemblies.Where(assembly => assembly.Name.Name != "Wattwarden.BoardCheck")];
        (string What, int Bytes, int Budget)[] parts =
        [
            ("code", program.Sum(ByteCodeTests.CodeBytes), Code),
            ("strings", program.Sum(StringTableTests.StringBytes), Strings),
            ("arrays, nearly all of them the page and its words", program.Sum(StringTableTests.ArrayBytes), Page),
        ];
        TestReport.Write("flash-budget", [.. parts.Select(part => $"{part.Bytes,8} of {part.Budget} bytes  {part.What}")]);
        Assert.All(parts, part => Assert.True(part.Bytes <= part.Budget, $"{part.What}: {part.Bytes} bytes, the budget is {part.Budget}"));
        Assert.All(parts, part => Assert.True(part.Bytes > part.Budget / 2, $"{part.What}: {part.Bytes} bytes; something is not counted"));
    }
}
