// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>One HTTP request as a server would hand it over, and what came back. Checks the order of the calls.</summary>
public sealed class FakeExchange(string method, string path) : IHttpExchange
{
    private readonly MemoryStream _answer = new();
    private byte[] _body = [];
    private int _bodyAt;

    public string Method => method;

    public string Path => path;

    public string Query { get; init; } = "";

    public string RemoteAddress { get; set; } = "192.168.0.7";

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int BodyLength { get; set; }

    /// <summary>Most bytes that one read gives, as on a slow line.</summary>
    public int BodyPart { get; set; } = int.MaxValue;

    public int BytesRead => _bodyAt;

    public Dictionary<string, string> AnswerHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int Status { get; private set; }

    public string? ContentType { get; private set; }

    public int ContentLength { get; private set; }

    public int GreatestWrite { get; private set; }

    public byte[] AnswerBytes => _answer.ToArray();

    public string Answer => Encoding.UTF8.GetString(_answer.ToArray());

    public JsonElement Json => JsonDocument.Parse(_answer.ToArray()).RootElement;

    /// <summary>The token in the answer's cookie.</summary>
    public string Cookie => AnswerHeaders["Set-Cookie"].Split(';')[0];

    public FakeExchange With(string header, string? value)
    {
        if (value == null) Headers.Remove(header);
        else Headers[header] = value;
        return this;
    }

    public FakeExchange WithBody(string json, string? type = "application/json") => WithBytes(Encoding.UTF8.GetBytes(json), type);

    public FakeExchange WithBytes(byte[] body, string? type = "application/json")
    {
        _body = body;
        BodyLength = body.Length;
        return With("Content-Type", type);
    }

    public string Header(string name) => Headers.GetValueOrDefault(name)!;

    public int ReadBody(byte[] buffer, int offset, int count)
    {
        int given = Math.Min(Math.Min(count, BodyPart), _body.Length - _bodyAt);
        Array.Copy(_body, _bodyAt, buffer, offset, given);
        _bodyAt += given;
        return given;
    }

    public void SetHeader(string name, string value)
    {
        if (Status != 0) throw new InvalidOperationException("a header after the answer has begun");
        if ((name + value).Any(c => c is < ' ' or > '~')) throw new InvalidOperationException("a header that is not plain text");
        AnswerHeaders[name] = value;
    }

    public void Begin(int status, string contentType, int contentLength)
    {
        if (Status != 0) throw new InvalidOperationException("begun twice");
        (Status, ContentType, ContentLength) = (status, contentType, contentLength);
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        if (Status == 0) throw new InvalidOperationException("body before headers");
        _answer.Write(buffer, offset, count);
        GreatestWrite = Math.Max(GreatestWrite, count);
    }

    /// <summary>Fails when the announced length is not the one sent, or the page cannot say what is refused.</summary>
    public void CheckFraming()
    {
        if (Status == 0) throw new InvalidOperationException("no answer");
        if (ContentLength >= 0 && ContentLength != _answer.Length) throw new InvalidOperationException($"announced {ContentLength}, sent {_answer.Length}");
        if (Status >= 400 && ContentType == "application/json") CheckRefusal(Json.GetProperty("error").GetString()!);
    }

    // Whatever the device refuses in any test, the page has words for it.
    private static void CheckRefusal(string text)
    {
        if (RefusalTexts.Find(text) == null) throw new InvalidOperationException($"the page has no words for \"{text}\": see src/Web/Pages/parts/errors.js");
    }
}
