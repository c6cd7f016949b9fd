// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit;

/// <summary>The reader beside System.Text.Json: random documents, damaged documents, noise.</summary>
public class TextJsonPropertyTests
{
    private const string Good = "{\"version\":1,\"events\":[{\"on\":true,\"a\":{\"source\":\"m1\",\"value\":-2000.5,\"op\":\"<\"},\"name\":\"Grza\u0142ka \\\"1\\\" \\ud83d\\ude00\"},null,[],{}],\"x\":false}";

    private static readonly Gen<string> Space = Gen.Elements("", "", "", " ", "\n", "\r\n\t ");

    private static readonly Gen<string> Number = Gen.Elements("0", "-0", "1", "-1", "0.5", "-2310.125", "1000", "0.001", "12345678901234567890", "3.00000", "-0.0");

    private static readonly Gen<string> Text =
        from parts in Gen.Elements("a", "", "{", "}", ",", ":", "]", " ", "\\\"", "\\\\", "\\/", "\\n", "\\b\\f\\r\\t", "\\u0041", "\\u017c", "\\uD83D\\uDE00", "\\u001f", "\u00e9", "\u0142", "\u20ac", "\U0001F600", "true").ArrayOf()
        select "\"" + string.Concat(parts.Take(8)) + "\"";

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261121, 4711);

    [Fact]
    public void Random_documents_give_the_same_tokens_as_the_desktop_reader() =>
        Check.One(Runs, Prop.ForAll(Document.ToArbitrary(), json =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(json);
            Assert.Equal(DesktopTokens(bytes), DeviceTokens(bytes));
        }));

    [Fact]
    public void Whatever_bytes_come_the_reader_ends_and_accepts_only_what_the_desktop_reader_accepts()
    {
        Gen<byte> noise = Gen.Frequency(
            (6, Gen.Elements(Encoding.ASCII.GetBytes("{}[]\",:\\u01239-.eE+ tfnrueals\n"))),
            (1, Gen.Choose(0, 255).Select(n => (byte)n)));
        Check.One(Runs, Prop.ForAll(noise.ArrayOf().ToArbitrary(), EndsAndIsNeverLaxer));
    }

    [Fact]
    public void A_document_with_one_damaged_byte_is_never_read_laxer_than_by_the_desktop_reader() =>
        Check.One(Runs, Prop.ForAll(
            (from json in Document from at in Gen.Choose(0, 1 << 20) from to in Gen.Choose(0, 255) select Damage(json, at, (byte)to)).ToArbitrary(),
            EndsAndIsNeverLaxer));

    [Fact]
    public void A_document_cut_at_any_byte_is_an_error()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Good);
        Assert.Equal(JsonToken.End, LastToken(bytes, bytes.Length));
        for (int length = 0; length < bytes.Length; length++) Assert.Equal(JsonToken.Error, LastToken(bytes, length));
    }

    [Fact]
    public void What_the_writer_writes_every_reader_reads_back() =>
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(Storable), text =>
        {
            var buffer = new TextBuffer(8 * 1024);
            var writer = new JsonWriter(buffer);
            writer.BeginArray();
            writer.Value(text);
            writer.EndArray();
            Assert.Equal(text, JsonDocument.Parse(buffer.ToString()).RootElement[0].GetString());
            var reader = new JsonReader();
            reader.Reset(buffer.Bytes, 0, buffer.Length);
            Assert.True(reader.Read(JsonToken.BeginArray) && reader.Read(JsonToken.Text));
            Assert.Equal(text, reader.Text());
        }));

    [Fact]
    public void Thousandths_are_written_and_read_back_exactly() =>
        Check.One(Runs, Prop.ForAll(ArbMap.Default.ArbFor<long>(), number =>
        {
            long milli = number % 1_000_000_000_000_000_000;
            var buffer = new TextBuffer(32);
            buffer.AppendMilli(milli);
            Assert.Equal(milli, (long)(decimal.Parse(buffer.ToString()) * 1000));
            Assert.True(JsonNumber.TryParseMilli(buffer.Bytes, 0, buffer.Length, out long back));
            Assert.Equal(milli, back);
        }));

    private static Gen<string> Document => from before in Space from value in Value(5) from after in Space select before + value + after;

    private static Gen<string> Value(int levels)
    {
        Gen<string> scalar = Gen.Frequency((2, Text), (2, Number), (1, Gen.Elements("true", "false", "null")));
        if (levels == 0) return scalar;
        Gen<string> item = from a in Space from value in Value(levels - 1) from b in Space select a + value + b;
        Gen<string> member = from a in Space from name in Text from b in Space from value in item select a + name + b + ":" + value;
        return Gen.Frequency(
            (2, scalar),
            (2, Few(item).Select(items => "[" + string.Join(",", items) + "]")),
            (2, Few(member).Select(members => "{" + string.Join(",", members) + "}")));
    }

    private static Gen<string[]> Few(Gen<string> one) => from count in Gen.Choose(0, 4) from items in one.ArrayOf(count) select items;

    private static byte[] Damage(string json, int at, byte to)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        bytes[at % bytes.Length] = to;
        return bytes;
    }

    private static void EndsAndIsNeverLaxer(byte[] bytes)
    {
        if (LastToken(bytes, bytes.Length) != JsonToken.End) return;
        Assert.Equal(DesktopTokens(bytes), DeviceTokens(bytes));
    }

    private static JsonToken LastToken(byte[] bytes, int count)
    {
        var reader = new JsonReader();
        reader.Reset(bytes, 0, count);
        int steps = 0;
        while (reader.Read())
        {
            reader.Text();
            Assert.True(++steps <= count, "more tokens than bytes");
        }

        Assert.False(reader.Read());
        return reader.Token;
    }

    private static List<string> DeviceTokens(byte[] bytes)
    {
        var tokens = new List<string>();
        var reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        while (reader.Read()) tokens.Add(reader.Token + " " + reader.Text());
        tokens.Add(reader.Token.ToString());
        return tokens;
    }

    private static List<string> DesktopTokens(byte[] bytes)
    {
        var tokens = new List<string>();
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            tokens.Add(reader.TokenType switch
            {
                JsonTokenType.StartObject => "BeginObject ",
                JsonTokenType.EndObject => "EndObject ",
                JsonTokenType.StartArray => "BeginArray ",
                JsonTokenType.EndArray => "EndArray ",
                JsonTokenType.PropertyName => "Name " + reader.GetString(),
                JsonTokenType.String => "Text " + reader.GetString(),
                JsonTokenType.Number => "Number " + Encoding.UTF8.GetString(reader.ValueSpan),
                JsonTokenType.True => "True ",
                JsonTokenType.False => "False ",
                _ => "Null ",
            });
        }

        tokens.Add("End");
        return tokens;
    }

    // Strings as the device can hold them: no NUL, no half surrogate pair.
    private static bool Storable(string text) =>
        text != null && !text.Contains('\0') && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text && text.Length < 500;
}
