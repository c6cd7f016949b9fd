// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit;

public class TextStrictnessTests
{
    [Theory]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData("00")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1e5")]
    [InlineData("1E-2")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void A_number_outside_the_grammar_is_an_error(string text)
    {
        Assert.Equal(JsonToken.Error, Last(Encoding.UTF8.GetBytes("[" + text + "]")));
        byte[] bare = Encoding.UTF8.GetBytes(text);
        Assert.False(JsonReader.TryParseMilli(bare, 0, bare.Length, out _));
    }

    [Theory]
    [InlineData("0.0001")]
    [InlineData("1234567890123456789")]
    [InlineData("9223372036854776")]
    [InlineData("99999999999999999999999999")]
    public void A_number_too_fine_or_too_large_is_a_token_without_a_value(string text)
    {
        JsonReader reader = Reader(Encoding.UTF8.GetBytes(text));
        Assert.True(reader.Read(JsonToken.Number));
        Assert.False(reader.TryMilli(out _));
        Assert.False(reader.TryInteger(out _));
        Assert.Equal(text, reader.Text());
    }

    [Theory]
    [InlineData("\"\\u0000\"")]         // strings of the runtime end at NUL
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\"")]
    [InlineData("\"\\ud800\\u0041\"")]
    [InlineData("\"\\ud800\\ud800\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"a\0b\"")]
    [InlineData("\"abc")]
    [InlineData("\"abc\\")]
    [InlineData("'abc'")]
    [InlineData("\ufeff1")]
    public void Text_outside_the_grammar_is_an_error(string json) => Assert.Equal(JsonToken.Error, Last(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("C0 AF")]               // overlong slash
    [InlineData("C1 BF")]
    [InlineData("E0 80 AF")]
    [InlineData("E0 9F BF")]
    [InlineData("F0 80 80 AF")]
    [InlineData("F0 8F BF BF")]
    [InlineData("ED A0 80")]            // surrogate
    [InlineData("F4 90 80 80")]         // above U+10FFFF
    [InlineData("F5 80 80 80")]
    [InlineData("80")]                  // tail without a lead
    [InlineData("C3")]                  // lead without a tail
    [InlineData("E2 82")]
    [InlineData("F0 9F 98")]
    [InlineData("FF")]
    public void Malformed_utf8_in_text_is_an_error(string hex)
    {
        byte[] inside = Convert.FromHexString(hex.Replace(" ", ""));
        Assert.Equal(JsonToken.Error, Last([(byte)'"', .. inside, (byte)'"']));
    }

    [Theory]
    [InlineData("C2 80")]
    [InlineData("DF BF")]
    [InlineData("E0 A0 80")]
    [InlineData("ED 9F BF")]
    [InlineData("EE 80 80")]
    [InlineData("EF BF BF")]
    [InlineData("F0 90 80 80")]
    [InlineData("F4 8F BF BF")]
    public void The_edges_of_well_formed_utf8_are_text(string hex)
    {
        byte[] inside = Convert.FromHexString(hex.Replace(" ", ""));
        JsonReader reader = Reader([(byte)'"', .. inside, (byte)'"']);
        Assert.True(reader.Read(JsonToken.Text));
        Assert.Equal(Encoding.UTF8.GetString(inside), reader.Text());
        Assert.False(reader.Read());
        Assert.Equal(JsonToken.End, reader.Token);
    }

    [Fact]
    public void Only_names_and_texts_answer_to_a_word()
    {
        JsonReader reader = Reader(Encoding.UTF8.GetBytes("{\"a\":{\"\\u0062\":12},\"c\":true}"));
        Assert.False(reader.Is("a"));
        Assert.True(reader.Read(JsonToken.BeginObject));
        Assert.True(reader.Read(JsonToken.Name) && reader.Is("a"));
        Assert.True(reader.Read(JsonToken.BeginObject));
        Assert.False(reader.Is("a"));
        Assert.True(reader.Read(JsonToken.Name) && reader.Is("b"));
        Assert.True(reader.Read(JsonToken.Number));
        Assert.False(reader.Is("12"));
        Assert.Equal("12", reader.Text());
        Assert.True(reader.TryInteger(out long value) && value == 12);
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(999, "0 s")]
    [InlineData(12_000, "12 s")]
    [InlineData(60_000, "1 min")]
    [InlineData(200_500, "3 min 20 s")]
    [InlineData(3_600_000, "1 h")]
    [InlineData(3_659_000, "1 h")]
    [InlineData(12_000_000, "3 h 20 min")]
    [InlineData(187_200_000, "2 d 4 h")]
    [InlineData(-5_000, "-5 s")]
    public void A_duration_is_told_in_its_two_greatest_units(long durationMs, string expected)
    {
        var text = new TextBuffer(32);
        text.AppendDuration(durationMs);
        Assert.Equal(expected, text.ToString());
    }

    [Fact]
    public void A_full_buffer_flows_over_into_its_sink_in_order_and_without_one_says_so()
    {
        var sink = new CollectingSink();
        var text = new TextBuffer(7);
        text.Reset(sink);
        for (int i = 0; i < 50; i++) text.Append("part " + i + ";");
        text.Flush();
        Assert.False(text.Overflowed);
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => "part " + i + ";")), Encoding.UTF8.GetString(sink.Taken.ToArray()));
        Assert.All(sink.Parts, part => Assert.InRange(part, 1, 7));

        text.Clear();
        text.Append("12345678");
        Assert.True(text.Overflowed);
        Assert.Equal("1234567", text.ToString());
    }

    private static JsonReader Reader(byte[] bytes)
    {
        var reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        return reader;
    }

    private static JsonToken Last(byte[] bytes)
    {
        JsonReader reader = Reader(bytes);
        while (reader.Read())
        {
        }

        return reader.Token;
    }

    private sealed class CollectingSink : ITextSink
    {
        public MemoryStream Taken { get; } = new();

        public List<int> Parts { get; } = [];

        public void Write(byte[] buffer, int offset, int count)
        {
            Taken.Write(buffer, offset, count);
            Parts.Add(count);
        }
    }
}
