// SPDX-License-Identifier: MIT
using Mono.Cecil;

namespace Wattwarden.Tests.Fence;

/// <summary>Members by the ids that documentation comments use, for example M:System.IO.File.Exists(System.String).</summary>
internal static class DocumentationId
{
    public static string Of(MemberReference member)
    {
        string type = TypeName(member.DeclaringType);
        if (member is FieldReference) return $"F:{type}.{member.Name}";
        MethodReference method = (MethodReference)member;
        string name = method.Name == ".ctor" ? "#ctor" : method.Name;
        if (name.StartsWith("get_", StringComparison.Ordinal)) return $"P:{type}.{name[4..]}{Parameters(method, method.Parameters.Count)}";
        if (name.StartsWith("set_", StringComparison.Ordinal)) return $"P:{type}.{name[4..]}{Parameters(method, method.Parameters.Count - 1)}";
        if (name.StartsWith("add_", StringComparison.Ordinal)) return $"E:{type}.{name[4..]}";
        if (name.StartsWith("remove_", StringComparison.Ordinal)) return $"E:{type}.{name[7..]}";
        string id = $"M:{type}.{name}{Parameters(method, method.Parameters.Count)}";
        return name is "op_Implicit" or "op_Explicit" ? id + "~" + TypeName(method.ReturnType) : id;
    }

    public static string TypeName(TypeReference type) => type switch
    {
        ArrayType array => TypeName(array.ElementType) + "[]",
        ByReferenceType reference => TypeName(reference.ElementType) + "@",
        _ => type.FullName.Replace('/', '.'),
    };

    private static string Parameters(MethodReference method, int count) =>
        count == 0 ? "" : "(" + string.Join(",", method.Parameters.Take(count).Select(p => TypeName(p.ParameterType))) + ")";
}
