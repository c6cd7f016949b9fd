// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit;

public class TextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(2310, "2.31")]
    [InlineData(-500, "-0.5")]
    [InlineData(-2001, "-2.001")]
    [InlineData(1000, "1")]
    [InlineData(1020, "1.02")]
    public void Thousandths_are_written_without_needless_zeros(long milli, string expected)
    {
        var text = new TextBuffer(32);
        text.AppendMilli(milli);
        Assert.Equal(expected, text.ToString());
        byte[] bytes = Encoding.ASCII.GetBytes(expected);
        Assert.True(JsonReader.TryParseMilli(bytes, 0, bytes.Length, out long back));
        Assert.Equal(milli, back);
    }

    [Fact]
    public void Json_that_was_written_reads_back_the_same()
    {
        var text = new TextBuffer(256);
        var writer = new JsonWriter(text);
        writer.BeginObject();
        writer.Member("name", "Grzałka \"1\"\n");
        writer.Name("list");
        writer.BeginArray();
        writer.Value(1);
        writer.Milli(-1500);
        writer.BeginObject();
        writer.EndObject();
        writer.EndArray();
        writer.Member("on", true);
        writer.EndObject();
        Assert.Equal("{\"name\":\"Grzałka \\\"1\\\"\\u000a\",\"list\":[1,-1.5,{}],\"on\":true}", text.ToString());

        var reader = new JsonReader();
        reader.Reset(text.Bytes, 0, text.Length);
        Assert.True(reader.Read(JsonToken.BeginObject));
        Assert.True(reader.Read(JsonToken.Name) && reader.Is("name"));
        Assert.True(reader.Read(JsonToken.Text));
        Assert.Equal("Grzałka \"1\"\n", reader.Text());
        Assert.True(reader.Read(JsonToken.Name) && reader.Is("list"));
        Assert.True(reader.Read(JsonToken.BeginArray));
        reader.Skip();
        Assert.Equal(JsonToken.EndArray, reader.Token);
        Assert.True(reader.Read(JsonToken.Name) && reader.Read(JsonToken.True));
        Assert.True(reader.Read(JsonToken.EndObject));
        Assert.False(reader.Read());
        Assert.Equal(JsonToken.End, reader.Token);
    }

    [Theory]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1 2]")]
    [InlineData("{a:1}")]
    [InlineData("[1")]
    [InlineData("{} x")]
    [InlineData("\"\\u12\"")]
    [InlineData("[[[[[[[[[[[[[[1]]]]]]]]]]]]]]")]
    public void Broken_json_ends_in_an_error(string json)
    {
        var reader = new JsonReader();
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        reader.Reset(bytes, 0, bytes.Length);
        while (reader.Read())
        {
        }

        Assert.Equal(JsonToken.Error, reader.Token);
    }
}
