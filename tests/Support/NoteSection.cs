// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Tests.Support;

/// <summary>A small section for tests: {"number":7,"text":"…"}; the number must be 0…1000, the default is -1.</summary>
public sealed class NoteSection(string name) : ISettingsSection
{
    private (long Number, string Text) _current = (-1, "");
    private (long Number, string Text) _staged = (-1, "");

    public string Name => name;

    public long Number => _current.Number;

    public string Text => _current.Text;

    public int Commits { get; private set; }

    public bool Read(JsonReader reader, SettingsFault fault)
    {
        long number = -1;
        string text = "";
        if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "must be an object");
        while (reader.Read(JsonToken.Name))
        {
            if (reader.Is("number"))
            {
                reader.Read();
                if (!reader.TryInteger(out number) || number is < -1 or > 1000) return fault.Set("number", "must be 0 to 1000");
            }
            else if (reader.Is("text"))
            {
                if (!reader.Read(JsonToken.Text)) return fault.Set("text", "must be text");
                text = reader.Text();
            }
            else
            {
                return fault.Set(reader.Text(), "is not known");
            }
        }

        if (reader.Token != JsonToken.EndObject) return false;
        _staged = (number, text);
        return true;
    }

    public void Commit()
    {
        _current = _staged;
        Commits++;
    }

    public void Write(JsonWriter writer, bool staged)
    {
        (long number, string text) = staged ? _staged : _current;
        writer.BeginObject();
        writer.Member("number", number);
        writer.Member("text", text);
        writer.EndObject();
    }
}
