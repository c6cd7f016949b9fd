// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Tests.Support;

/// <summary>A note section that is a secret.</summary>
public sealed class SecretNote(string name) : ISecretSection
{
    private readonly NoteSection _note = new(name);

    public string Name => name;

    public string Text => _note.Text;

    public bool Read(JsonReader reader, SettingsFault fault) => _note.Read(reader, fault);

    public void Commit() => _note.Commit();

    public void WritePublic(JsonWriter writer) => writer.Null();

    public void Write(JsonWriter writer, bool staged) => _note.Write(writer, staged);
}
