// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json.Nodes;

namespace Wattwarden.Provision;

/// <summary>
/// Asks a board questions over its console and gets answers, past noise, prints of its runtime and lost lines: what has no answer is asked
/// again. Every question may be asked twice.
/// </summary>
public sealed class DeviceLink(IDevicePort port)
{
    /// <summary>Bytes of a section in one line. Minified JSON grows to at most twice its length when it becomes a JSON text, and a line holds 1024.</summary>
    private const int PartBytes = 400;

    private const int Tries = 4;
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromMilliseconds(150);
    private const int BusyTries = 40;

    private readonly List<byte> _line = [];
    private readonly byte[] _piece = new byte[512];
    private int _pieceAt;
    private int _pieceEnd;
    private int _lastId = Random.Shared.Next(1, 1_000_000);

    /// <summary>The answer; throws <see cref="DeviceRefused"/> when it is a no and <see cref="DeviceSilent"/> when there is none.</summary>
    public JsonObject Ask(JsonObject question) => Ask(question, Tries);

    /// <summary>Asks once, for a board that may not be there. Null: no answer.</summary>
    public JsonObject? TryHello()
    {
        try
        {
            return Ask(new JsonObject { ["op"] = "hello" }, 1);
        }
        catch (DeviceSilent)
        {
            return null;
        }
    }

    /// <summary>Stores a section, in as many lines as it takes.</summary>
    public void Put(string section, string json, bool again = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        for (int at = 0; at < bytes.Length;)
        {
            int end = EndOfPart(bytes, at);
            JsonObject question = new()
            {
                ["op"] = "put",
                ["section"] = section,
                ["at"] = at,
                ["of"] = bytes.Length,
                ["text"] = Encoding.UTF8.GetString(bytes, at, end - at),
            };
            if (again) question["again"] = true;
            try
            {
                Ask(question);
                at = end;
            }
            catch (DeviceRefused refused) when (refused.Field == "at" && at > 0)
            {
                // The board has forgotten the parts: it was stored and the answer got lost, or it restarted. Storing twice is the same as once.
                at = 0;
            }
        }
    }

    private JsonObject Ask(JsonObject question, int tries)
    {
        for (int busy = 0, silent = 0; ;)
        {
            int id = ++_lastId;
            question["id"] = id;
            // The empty line ends whatever noise stands before it.
            port.Write(Encoding.UTF8.GetBytes("\n" + ToolFrame.Format(question) + "\n"));
            JsonObject? answer = Await(id);
            if (answer is null)
            {
                if (++silent >= tries) throw new DeviceSilent("the board does not answer");
            }
            else if ((bool?)answer["ok"] == true)
            {
                return answer;
            }
            else if ((bool?)answer["retry"] != true || ++busy >= BusyTries)
            {
                throw new DeviceRefused((string?)answer["error"] ?? "without a reason", (string?)answer["field"] ?? "");
            }
            else
            {
                port.Pause(BeforeRetry);
            }
        }
    }

    private JsonObject? Await(int id)
    {
        TimeSpan left = AnswerPatience;
        while (left > TimeSpan.Zero)
        {
            if (_pieceAt == _pieceEnd)
            {
                _pieceAt = 0;
                _pieceEnd = port.Read(_piece, left);
                if (_pieceEnd == 0) return null;
                left -= TimeSpan.FromMilliseconds(1);
            }

            while (_pieceAt < _pieceEnd)
            {
                byte value = _piece[_pieceAt++];
                if (value is not ((byte)'\n' or (byte)'\r'))
                {
                    _line.Add(value);
                    continue;
                }

                JsonObject? answer = ToolFrame.Parse(Encoding.UTF8.GetString([.. _line]));
                _line.Clear();
                // An id of 0: the question itself arrived damaged.
                if (answer is not null && ((int?)answer["id"] == id || (int?)answer["id"] == 0)) return answer;
            }
        }

        return null;
    }

    private static int EndOfPart(byte[] bytes, int at)
    {
        int end = Math.Min(at + PartBytes, bytes.Length);
        while (end < bytes.Length && (bytes[end] & 0xC0) == 0x80) end--;
        return end;
    }
}
