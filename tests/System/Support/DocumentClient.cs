// SPDX-License-Identifier: MIT
using System.Net;
using System.Text;
using System.Text.Json;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.SystemTests.Support;

/// <summary>
/// Knows of the device what docs/reference/openapi.yaml says, and nothing else: operations by their id, bodies that their schemas allow, answers
/// that are held against theirs.
/// </summary>
public sealed class DocumentClient(int port) : IDisposable
{
    private static readonly ApiDocument Document = ApiDocument.Load(Path.Combine(Report.Root(), "docs/reference/openapi.yaml"));

    private readonly HttpClient _http = new(new HttpClientHandler { CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>The operations that were used.</summary>
    public SortedSet<string> Used { get; } = [];

    /// <summary>Calls an operation; fails when the answer has another status than this, or than the document knows.</summary>
    public JsonElement Call(string operationId, string? body = null, int status = 0, string? id = null)
    {
        ApiOperation operation = Document[operationId];
        Used.Add(operationId);
        if (body != null) Assert.Empty(ApiDocument.Faults(JsonDocument.Parse(body).RootElement, operation.RequestSchema!));
        using HttpResponseMessage reply = Send(operation, body, id);
        string text = reply.Content.ReadAsStringAsync().Result;
        int answered = (int)reply.StatusCode;
        Assert.Contains(answered, operation.Statuses);
        Assert.True(status == 0 ? answered is >= 200 and < 300 : answered == status, $"{operationId}: {answered} {text}");
        Microsoft.OpenApi.IOpenApiSchema? schema = operation.ResponseSchema(answered, out string type);
        Assert.Equal(type, reply.Content.Headers.ContentType?.MediaType ?? "");
        if (schema == null || type != "application/json") return default;
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.Empty(ApiDocument.Faults(json, schema));
        return json;
    }

    /// <summary>The same while the device may be restarting: false when nobody answers, or otherwise than with success.</summary>
    public bool Answers(string operationId, string? body = null)
    {
        try
        {
            using HttpResponseMessage reply = Send(Document[operationId], body, null);
            return reply.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    // A change that is not in effect yet is told by 409 and Retry-After; the document says to try again.
    private HttpResponseMessage Send(ApiOperation operation, string? body, string? id)
    {
        for (int attempt = 0; ; attempt++)
        {
            var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Path.Replace("{id}", id ?? ""));
            if (operation.Method != "GET") request.Content = new StringContent(body ?? "", Encoding.UTF8, "application/json");
            HttpResponseMessage reply = _http.Send(request);
            if (reply.StatusCode != HttpStatusCode.Conflict || reply.Headers.RetryAfter == null || attempt == 5) return reply;
            reply.Dispose();
            Thread.Sleep(300);
        }
    }
}
