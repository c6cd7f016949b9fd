// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wattwarden.ConsoleEdge;
using Wattwarden.Controller;
using Xunit;
using ToolFrame = Wattwarden.Provision.ToolFrame;

namespace Wattwarden.Tests.Support;

/// <summary>A device on the desk with a person or a tool at its console.</summary>
internal sealed class ConsoleDevice
{
    private int _lastId;

    public ConsoleDevice(DeskBoard? board = null, bool withGuest = true)
    {
        Device = new DeskDevice(board ?? new DeskBoard { ConsoleLine = new HandConsole() }, withGuest: withGuest);
        Controller.Attach(new ConsoleTask(Controller));
        Device.Step(20);
    }

    public DeskDevice Device { get; }

    public DeskBoard Board => Device.Board;

    public EnergyController Controller => Device.Controller;

    public HandConsole Line => Board.ConsoleLine!;

    /// <summary>Types a line and waits until the board has said all that it has to say; the answer without the echo.</summary>
    public string Type(string line, int patienceMs = 10_000, int quietAfterMs = 500)
    {
        string answer = Exchange(Encoding.UTF8.GetBytes(line + "\r"), patienceMs, quietAfterMs);
        string echo = line + "\r\n";
        Assert.StartsWith(echo, answer);
        return answer[echo.Length..].Replace("\r\n", "\n").TrimEnd('\n');
    }

    /// <summary>Sends bytes and lets time pass until the board has been quiet for a while; what it said.</summary>
    public string Exchange(ReadOnlySpan<byte> bytes, int patienceMs = 10_000, int quietAfterMs = 500)
    {
        Line.Sent.Clear();
        Line.Put(bytes);
        int quietMs = 0;
        for (int passedMs = 0; passedMs < patienceMs && (quietMs < quietAfterMs || Line.Available > 0); passedMs += 10)
        {
            int before = Line.Sent.Count;
            Device.Step(10);
            quietMs = Line.Sent.Count == before ? quietMs + 10 : 0;
        }

        return Line.Text;
    }

    /// <summary>A question of the tool; exactly one answer comes, and it is whole.</summary>
    public JsonObject Ask(string json)
    {
        JsonObject question = JsonNode.Parse(json)!.AsObject();
        question["id"] = ++_lastId;
        JsonObject answer = Answer(Exchange(Encoding.UTF8.GetBytes(ToolFrame.Format(question) + "\n")));
        Assert.Equal(_lastId, (int)answer["id"]!);
        return answer;
    }

    public static JsonObject Answer(string text)
    {
        string line = Assert.Single(text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        return ToolFrame.Parse(line) ?? throw new JsonException("no whole tool line: " + line);
    }

    /// <summary>Everything that a refused line must leave as it is.</summary>
    public string State() => string.Join('\n',
        Board.Flash.Files.Where(file => !DeviceWritesItself(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Key + " " + Convert.ToHexString(file.Value)).Append(Sections()).Append(Relays()));

    // Totals and diary grow whatever a console is sent.
    private static bool DeviceWritesItself(string file) =>
        file.StartsWith("totals-", StringComparison.Ordinal) || file.StartsWith("diary-", StringComparison.Ordinal) || file == Wattwarden.Storage.OwnFiles.StoreId;

    private string Sections() => string.Join('\n', Enumerable.Range(0, Controller.SectionCount).Select(i => Controller.FindSection(Controller.SectionName(i)).Json()));

    private string Relays() => string.Join(',', Board.Contacts.Select(contact => contact.On));
}
