// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Ports;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>Settings sections from and to JSON text.</summary>
internal static class SectionText
{
    public static void Commit(this ISettingsSection section, string json)
    {
        var fault = new SettingsFault();
        Assert.True(section.Read(Reader(json), fault), fault.Key + " " + fault.Message);
        section.Commit();
    }

    public static SettingsFault Refusal(this ISettingsSection section, string json)
    {
        var fault = new SettingsFault();
        Assert.False(section.Read(Reader(json), fault));
        return fault;
    }

    public static string Json(this ISettingsSection section, bool staged = false)
    {
        var text = new TextBuffer(16384);
        section.Write(new JsonWriter(text), staged);
        Assert.False(text.Overflowed);
        return text.ToString();
    }

    public static JsonReader Reader(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        var reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        return reader;
    }
}
