// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Puts another value for one key into the text of a section that is an object.</summary>
    internal static class SectionEdit
    {
        private const int RoomForValue = ConsoleInput.MaxLineBytes + 64;

        /// <summary>The section's text with the rest of the line as the key's value; a key that is not there is added. Null: the section is a list.</summary>
        public static TextBuffer With(ISettingsSection section, string key, Words words)
        {
            int length = SectionText.Measure(section);
            var before = new TextBuffer(length);
            section.Write(new JsonWriter(before), false);
            var after = new TextBuffer(length + RoomForValue);
            var reader = new JsonReader();
            reader.Reset(before.Bytes, 0, before.Length);
            if (!reader.Read(JsonToken.BeginObject)) return null;
            int copied = 0;
            bool isThere = false;
            int end = reader.Position;
            while (reader.Read(JsonToken.Name))
            {
                bool wanted = reader.Is(key);
                int valueAt = reader.Position;
                reader.Read();
                reader.Skip();
                end = reader.Position;
                if (!wanted) continue;
                after.AppendBytes(before.Bytes, copied, valueAt - copied);
                AppendValue(after, words);
                copied = end;
                isThere = true;
            }

            after.AppendBytes(before.Bytes, copied, end - copied);
            if (!isThere) AppendMember(after, key, words, end > 1);
            after.AppendBytes(before.Bytes, end, before.Length - end);
            return after;
        }

        private static void AppendMember(TextBuffer text, string key, Words words, bool isFurther)
        {
            if (isFurther) text.Append(',');
            new JsonWriter(text).Value(key);
            text.Append(':');
            AppendValue(text, words);
        }

        private static void AppendValue(TextBuffer text, Words words)
        {
            int start = words.RestAt;
            int count = words.End - start;
            if (IsJson(words.Bytes, start, count)) text.AppendBytes(words.Bytes, start, count);
            else new JsonWriter(text).Value(System.Text.Encoding.UTF8.GetString(words.Bytes, start, count));
        }

        private static bool IsJson(byte[] bytes, int start, int count)
        {
            var reader = new JsonReader();
            reader.Reset(bytes, start, count);
            if (!reader.Read()) return false;
            reader.Skip();
            return !reader.Read() && reader.Token == JsonToken.End;
        }
    }
}
