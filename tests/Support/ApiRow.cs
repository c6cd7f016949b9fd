// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Wattwarden.Web;

namespace Wattwarden.Tests.Support;

/// <summary>A row of the API as the firmware's sources list it, with the endpoint that the firmware makes for it.</summary>
public sealed partial record ApiRow(string Method, string Path, ApiEndpoint Made)
{
    private static readonly string[] Tables = ["src/Web/WebEdge.cs", "src/Web/ApiTable.cs"];

    public UserRole MinRole => Made.MinRole;

    public static ApiRow[] All(WebFront front) =>
    [
        .. from table in Tables
           from Match row in Case().Matches(File.ReadAllText(System.IO.Path.Combine(RepositoryFiles.Root, table)))
           select new ApiRow(row.Groups[1].Value, row.Groups[2].Value, front.Api.Find($"{row.Groups[1].Value} {row.Groups[2].Value}") ?? throw new InvalidOperationException(row.Value)),
    ];

    [GeneratedRegex("case \"([A-Z]+) (/[^\"]+)\":")]
    private static partial Regex Case();
}
