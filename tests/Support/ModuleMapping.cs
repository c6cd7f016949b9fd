// SPDX-License-Identifier: MIT
using Wattwarden.Meters;

namespace Wattwarden.Tests.Support;

internal static class ModuleMapping
{
    /// <summary>Maps rows of this module onto m1…: ids by point, null for points that the module does not feed.</summary>
    public static void Map(this MeterModule module, string?[] rowIds)
    {
        var mapping = new MeterMapping();
        for (int i = 0; i < rowIds.Length; i++)
        {
            if (rowIds[i] is { } id) mapping.Set(i, 1, id, id);
        }

        module.Map(mapping, 1);
    }
}
