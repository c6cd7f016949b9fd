// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Wattwarden.Tests.Support;

/// <summary>One operation of docs/reference/openapi.yaml.</summary>
public sealed record ApiOperation(string Path, string Method, OpenApiOperation Operation)
{
    public string Id => Operation.OperationId!;

    public string Role => Extension("x-role")!;

    public int MaxBody => int.Parse(Extension("x-max-body") ?? "0", CultureInfo.InvariantCulture);

    public IEnumerable<int> Statuses => Operation.Responses!.Keys.Select(int.Parse);

    public IOpenApiSchema? RequestSchema => Operation.RequestBody?.Content?["application/json"].Schema;

    /// <summary>Null: an answer without a body. The type of what is no JSON is in contentType.</summary>
    public IOpenApiSchema? ResponseSchema(int status, out string contentType)
    {
        IDictionary<string, OpenApiMediaType>? content = Operation.Responses![status.ToString(CultureInfo.InvariantCulture)].Content as IDictionary<string, OpenApiMediaType>;
        contentType = content is { Count: > 0 } ? content.Keys.Single() : "";
        return contentType.Length > 0 ? content![contentType].Schema : null;
    }

    private string? Extension(string name) => Operation.Extensions is { } all && all.TryGetValue(name, out IOpenApiExtension? value) ? ((JsonNodeExtension)value).Node.ToString() : null;
}

/// <summary>The document of the HTTP interface, read by the OpenAPI package of NuGet, and JSON held against its schemas.</summary>
public sealed class ApiDocument
{
    private ApiDocument(ReadResult result)
    {
        Errors = [.. result.Diagnostic!.Errors.Concat(result.Diagnostic.Warnings).Select(error => error.Message + " " + error.Pointer)];
        Version = result.Diagnostic.SpecificationVersion.ToString();
        Operations =
        [
            .. result.Document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => new ApiOperation(path.Key, operation.Key.Method, operation.Value))),
        ];
    }

    public static ApiDocument Load(string file)
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        return new ApiDocument(OpenApiDocument.LoadAsync(file, settings).GetAwaiter().GetResult());
    }

    public string[] Errors { get; }

    public string Version { get; }

    public ApiOperation[] Operations { get; }

    public ApiOperation this[string id] => Operations.Single(operation => operation.Id == id);

    /// <summary>What is wrong with the value; empty: nothing.</summary>
    public static List<string> Faults(JsonElement value, IOpenApiSchema schema)
    {
        var faults = new List<string>();
        Check("$", value, schema, faults);
        return faults;
    }

    private static void Check(string path, JsonElement value, IOpenApiSchema schema, List<string> faults)
    {
        if (schema.OneOf is { Count: > 0 } choices)
        {
            if (!choices.Any(choice => Faults(value, choice).Count == 0)) faults.Add($"{path}: {value} fits none of the choices");
            return;
        }

        if (schema.Type is { } type && (KindOf(value) & type) == 0) faults.Add($"{path}: {value} is no {type}");
        else if (schema.Enum is { Count: > 0 } && !schema.Enum.Any(allowed => Same(allowed, value))) faults.Add($"{path}: {value} is not in the list");
        else if (value.ValueKind == JsonValueKind.String) CheckText(path, value.GetString()!, schema, faults);
        else if (value.ValueKind == JsonValueKind.Number) CheckNumber(path, value.GetDecimal(), schema, faults);
        else if (value.ValueKind == JsonValueKind.Array) CheckList(path, value, schema, faults);
        else if (value.ValueKind == JsonValueKind.Object) CheckObject(path, value, schema, faults);
    }

    private static void CheckText(string path, string text, IOpenApiSchema schema, List<string> faults)
    {
        if (schema.Pattern is { } pattern && !Regex.IsMatch(text, pattern)) faults.Add($"{path}: '{text}' does not match {pattern}");
        if (text.Length > (schema.MaxLength ?? int.MaxValue) || text.Length < (schema.MinLength ?? 0)) faults.Add($"{path}: '{text}' has a wrong length");
    }

    private static void CheckNumber(string path, decimal number, IOpenApiSchema schema, List<string> faults)
    {
        if (schema.Minimum is { } least && number < decimal.Parse(least, CultureInfo.InvariantCulture)) faults.Add($"{path}: {number} is too small");
        if (schema.Maximum is { } most && number > decimal.Parse(most, CultureInfo.InvariantCulture)) faults.Add($"{path}: {number} is too great");
    }

    private static void CheckList(string path, JsonElement list, IOpenApiSchema schema, List<string> faults)
    {
        if (list.GetArrayLength() > (schema.MaxItems ?? int.MaxValue) || list.GetArrayLength() < (schema.MinItems ?? 0)) faults.Add($"{path}: {list.GetArrayLength()} elements");
        if (schema.Items is not { } items) return;
        int index = 0;
        foreach (JsonElement element in list.EnumerateArray()) Check($"{path}[{index++}]", element, items, faults);
    }

    private static void CheckObject(string path, JsonElement value, IOpenApiSchema schema, List<string> faults)
    {
        foreach (string required in schema.Required ?? new HashSet<string>())
        {
            if (!value.TryGetProperty(required, out _)) faults.Add($"{path}.{required} is missing");
        }

        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (schema.Properties is { } known && known.TryGetValue(member.Name, out IOpenApiSchema? property)) Check(path + "." + member.Name, member.Value, property, faults);
            else if (schema.AdditionalProperties is { } others) Check(path + "." + member.Name, member.Value, others, faults);
            else if (!schema.AdditionalPropertiesAllowed) faults.Add($"{path}.{member.Name} is not in the document");
        }
    }

    private static JsonSchemaType KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => JsonSchemaType.Null,
        JsonValueKind.True or JsonValueKind.False => JsonSchemaType.Boolean,
        JsonValueKind.String => JsonSchemaType.String,
        JsonValueKind.Array => JsonSchemaType.Array,
        JsonValueKind.Object => JsonSchemaType.Object,
        _ => value.TryGetInt64(out _) ? JsonSchemaType.Integer | JsonSchemaType.Number : JsonSchemaType.Number,
    };

    private static bool Same(System.Text.Json.Nodes.JsonNode? allowed, JsonElement value) => (allowed?.ToJsonString() ?? "null") == System.Text.Json.Nodes.JsonNode.Parse(value.GetRawText())?.ToJsonString();
}
