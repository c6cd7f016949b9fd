// SPDX-License-Identifier: MIT
using Mono.Cecil;

namespace Wattwarden.Tests.Fence;

/// <summary>The host-built firmware assemblies and what they refer to.</summary>
internal static class Firmware
{
    private static readonly string[] Names = ["Wattwarden.Fieldbus", "Wattwarden.Core", "Wattwarden.Pages", "Wattwarden.Words", "Wattwarden.Words2", "Wattwarden.Edges", "Wattwarden.Mqtt", "Wattwarden.Device", "Wattwarden.BoardCheck"];

    // What the compiler writes into a host build by itself and the device build does not contain.
    private static readonly string[] HostOnlyTypes =
    [
        "System.Runtime.CompilerServices.CompilationRelaxationsAttribute", "System.Runtime.CompilerServices.CompilerGeneratedAttribute",
        "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute", "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.IsReadOnlyAttribute", "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.Versioning.TargetFrameworkAttribute", "System.Diagnostics.DebuggableAttribute", "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Diagnostics.DebuggerBrowsableState", "System.Diagnostics.DebuggableAttribute.DebuggingModes", "System.Reflection.DefaultMemberAttribute", "System.ParamArrayAttribute",
        "System.Runtime.CompilerServices.UnsafeValueTypeAttribute", "System.Diagnostics.DebuggerHiddenAttribute",
    ];

    public static IReadOnlyList<AssemblyDefinition> Assemblies { get; } =
        Names.Select(n => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, n + ".dll"))).ToList();

    public static IEnumerable<TypeDefinition> Types(AssemblyDefinition assembly) => assembly.MainModule.GetTypes();

    public static bool IsOurs(TypeReference type) => type.GetElementType().FullName.StartsWith("Wattwarden.", StringComparison.Ordinal);

    /// <summary>Documentation ids of the external types and members that an assembly names.</summary>
    public static SortedSet<string> ExternalMembers(AssemblyDefinition assembly)
    {
        SortedSet<string> used = new(StringComparer.Ordinal);
        foreach (TypeReference type in assembly.MainModule.GetTypeReferences())
        {
            if (!IsOurs(type) && !IsHostOnly(type)) used.Add("T:" + DocumentationId.TypeName(type));
        }

        foreach (MemberReference member in assembly.MainModule.GetMemberReferences())
        {
            TypeReference type = member.DeclaringType;
            if (type is ArrayType or GenericInstanceType || IsOurs(type) || IsHostOnly(type) || IsLoweredByCompiler(member)) continue;
            used.Add(DocumentationId.Of(member));
        }

        return used;
    }

    /// <summary>Of a nested type that the compiler made: the one that its author wrote.</summary>
    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType == null ? type : Outermost(type.DeclaringType);

    private static bool IsHostOnly(TypeReference type) => HostOnlyTypes.Contains(DocumentationId.TypeName(type));

    // lock and field-like events lower to these on the host, to others on the device. Every delegate has its constructor; API lists leave it out.
    private static bool IsLoweredByCompiler(MemberReference member) =>
        member.FullName.Contains("System.Threading.Monitor::Enter(System.Object,System.Boolean&)", StringComparison.Ordinal)
        || member.FullName.Contains("System.Threading.Interlocked::CompareExchange(T&", StringComparison.Ordinal)
        || member.FullName.EndsWith("::.ctor(System.Object,System.IntPtr)", StringComparison.Ordinal);
}
