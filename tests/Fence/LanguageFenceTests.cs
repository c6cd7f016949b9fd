// SPDX-License-Identifier: MIT
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Fence;

/// <summary>The firmware contains nothing that compiles and then does not load, or crashes, on the 1.x runtime.</summary>
public sealed class LanguageFenceTests(ITestOutputHelper output)
{
    private const int MaxIlBytes = 64 * 1024;
    private const int MaxSwitchCases = 250;
    private const int MaxLocals = 200;

    [Fact]
    public void The_firmware_stays_inside_the_language_of_the_runtime()
    {
        List<string> offenders = [];
        foreach (AssemblyDefinition assembly in Firmware.Assemblies)
        {
            foreach (TypeDefinition type in Firmware.Types(assembly)) CheckType(type, offenders);
        }

        Assert.True(offenders.Count == 0, "not for nanoFramework 1.x:\n  " + string.Join("\n  ", offenders.Distinct()));
    }

    [Fact]
    public void No_assembly_has_more_byte_code_than_a_device_assembly_can_hold()
    {
        foreach (AssemblyDefinition assembly in Firmware.Assemblies)
        {
            int bytes = Firmware.Types(assembly).SelectMany(t => t.Methods).Where(m => m.HasBody).Sum(SizeOnDevice);
            output.WriteLine($"{assembly.Name.Name}: {bytes} of {MaxIlBytes} bytes of IL");
            Assert.True(bytes <= MaxIlBytes, $"{assembly.Name.Name} has {bytes} bytes of IL; split it by floors");
        }
    }

    // The metadata processor writes references to members, types and texts in two bytes where the host has four.
    private static int DeviceBytes(MethodDefinition method) =>
        method.Body.CodeSize - 2 * method.Body.Instructions.Count(i => i.OpCode.OperandType is OperandType.InlineMethod or OperandType.InlineField
            or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString);

    [Fact]
    public void The_check_finds_what_it_looks_for()
    {
        AssemblyDefinition own = AssemblyDefinition.ReadAssembly(typeof(LanguageFenceTests).Assembly.Location);
        List<string> offenders = [];
        CheckType(own.MainModule.GetType(typeof(Forbidden).FullName!.Replace('+', '/')), offenders);
        CheckType(own.MainModule.GetType(typeof(IForbidden).FullName!.Replace('+', '/')), offenders);

        string[] wanted = ["generic type", "array of 2 dimensions", "catch … when", "async", "volatile", "body in an interface"];
        Assert.All(wanted, w => Assert.Contains(offenders, o => o.Contains(w, StringComparison.Ordinal)));
    }

    // The device's metadata processor writes a reference as two bytes where a host assembly has four.
    private static int SizeOnDevice(MethodDefinition method) => method.Body.CodeSize - 2 * method.Body.Instructions.Count(i =>
        i.OpCode.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString);

    private static void CheckType(TypeDefinition type, List<string> offenders)
    {
        string name = type.FullName;
        if (type.HasGenericParameters) offenders.Add($"{name}: generic type");
        foreach (FieldDefinition field in type.Fields) CheckUse(field.FieldType, $"{name}.{field.Name}", offenders);
        if (type.BaseType != null) CheckUse(type.BaseType, name, offenders);
        foreach (InterfaceImplementation implemented in type.Interfaces) CheckUse(implemented.InterfaceType, name, offenders);
        foreach (MethodDefinition method in type.Methods) CheckMethod(method, $"{name}.{method.Name}", offenders);
    }

    private static void CheckMethod(MethodDefinition method, string name, List<string> offenders)
    {
        if (method.HasGenericParameters) offenders.Add($"{name}: generic method");
        if (method.CustomAttributes.Any(a => a.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))) offenders.Add($"{name}: async or yield");
        CheckUse(method.ReturnType, name, offenders);
        foreach (ParameterDefinition parameter in method.Parameters) CheckUse(parameter.ParameterType, name, offenders);
        if (!method.HasBody) return;
        if (method.DeclaringType.IsInterface) offenders.Add($"{name}: body in an interface");
        if (method.Body.Variables.Count > MaxLocals) offenders.Add($"{name}: {method.Body.Variables.Count} locals");
        foreach (VariableDefinition local in method.Body.Variables) CheckUse(local.VariableType, name, offenders);
        if (method.Body.ExceptionHandlers.Any(h => h.HandlerType == ExceptionHandlerType.Filter)) offenders.Add($"{name}: catch … when");
        foreach (Instruction instruction in method.Body.Instructions) CheckInstruction(instruction, name, offenders);
    }

    private static void CheckInstruction(Instruction instruction, string name, List<string> offenders)
    {
        switch (instruction.Operand)
        {
            case Instruction[] cases when cases.Length > MaxSwitchCases:
                offenders.Add($"{name}: switch of {cases.Length} cases");
                break;
            case GenericInstanceMethod method when method.Name != "CompareExchange":
                offenders.Add($"{name}: generic method {method.Name}");
                break;
            case MemberReference { DeclaringType: { } declaring }:
                CheckUse(declaring, name, offenders);
                break;
            case TypeReference type:
                CheckUse(type, name, offenders);
                break;
        }
    }

    private static void CheckUse(TypeReference type, string name, List<string> offenders)
    {
        switch (type)
        {
            case GenericInstanceType:
                offenders.Add($"{name}: generic type {type.Name}");
                break;
            case ArrayType { Rank: > 1 } array:
                offenders.Add($"{name}: array of {array.Rank} dimensions");
                break;
            case RequiredModifierType { ModifierType.Name: "IsVolatile" }:
                offenders.Add($"{name}: volatile");
                break;
            case TypeSpecification specification:
                CheckUse(specification.ElementType, name, offenders);
                break;
        }
    }

    private interface IForbidden
    {
        int Length() => 1;
    }

    private sealed class Forbidden
    {
        private readonly List<int> _list = [];
        private readonly int[,] _table = new int[2, 2];
        private volatile int _count;

        public async Task<int> Wait()
        {
            await Task.Yield();
            return ++_count;
        }

        public int Catch()
        {
            try
            {
                return _table[0, 1] + _list[0];
            }
            catch (ArgumentException e) when (e.Message.Length > 0)
            {
                return 0;
            }
        }
    }
}
