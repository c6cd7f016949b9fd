// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Globalization;
using Wattwarden.Meters;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

/// <summary>Every data type in every order of words and bytes, against the desktop's own conversions, through settings, plan, line and decoder.</summary>
public class CustomDecodeTests
{
    public static TheoryData<string, string> TypesAndOrders()
    {
        var all = new TheoryData<string, string>();
        for (int type = 0; type < CustomTypes.Count; type++)
        {
            for (int order = 0; order < CustomTypes.OrderCount; order++)
                if (CustomTypes.Word(type) != "bit") all.Add(CustomTypes.Word(type), CustomTypes.Order(order));
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(TypesAndOrders))]
    public void A_value_comes_out_as_the_desktop_reads_it(string type, string order)
    {
        var random = new Random(7);
        RegisterTable table = TableOf($$"""{"name":"x","address":10,"type":"{{type}}","order":"{{order}}"}""");
        for (int i = 0; i < 500; i++)
        {
            (byte[] bytes, decimal value) = Make(type, random);
            byte[] wire = Permute(bytes, order);
            Assert.True(RegisterDecoder.TryMilli(table, 0, wire, 0, 10, out long milli), $"{type} {value}");
            Assert.Equal(value * 1000, milli);
        }
    }

    [Fact]
    public void The_orders_are_the_letters_of_a_32_bit_value_on_the_wire()
    {
        byte[] abcd = [0x01, 0x02, 0x03, 0x04];
        foreach (string order in new[] { "ABCD", "CDAB", "BADC", "DCBA" })
            Assert.Equal(order.Select(letter => abcd[letter - 'A']), Permute(abcd, order));
    }

    [Theory]
    [InlineData(1, 0, null, false, "01", 1)]
    [InlineData(2, 0, null, true, "01", 0)]
    [InlineData(3, 0, 0, false, "00 01", 1)]
    [InlineData(3, 0, 15, false, "80 00", 1)]
    [InlineData(4, 0, 8, false, "FE FF", 0)]
    [InlineData(4, 0, 8, true, "FE FF", 1)]
    [InlineData(3, 2, 0, false, "01 00", 1)]      // BADC
    [InlineData(3, 0, null, false, "00 01", 1)]   // no number: the lowest
    public void Bits_come_from_coils_inputs_and_registers(int function, int order, int? bit, bool negate, string bytes, long expected)
    {
        string json = $$"""{"name":"x","address":0,"type":"bit","function":{{function}},"order":"{{CustomTypes.Order(order)}}","negate":{{(negate ? "true" : "false")}}{{(bit is null ? "" : ",\"bit\":" + bit)}}}""";
        byte[] wire = Convert.FromHexString(bytes.Replace(" ", ""));
        Assert.True(RegisterDecoder.TryMilli(TableOf(json), 0, wire, 0, 0, out long milli));
        Assert.Equal(expected * 1000, milli);
    }

    [Theory]
    [InlineData("10", "0", false, 1234, 123400)]
    [InlineData("0.1", "0", false, 1234, 12340000)]
    [InlineData("0.001", "0", false, 7, 7000000)]
    [InlineData("2.5", "0", false, 1234, 493600)]
    [InlineData("7", "-40", true, 350, -90000)]
    [InlineData("1", "0.5", false, 3, 3500)]
    [InlineData("1000000", "0", false, 499, 0)]
    [InlineData("1000000", "0", false, 500, 1)]
    public void Divisor_offset_and_sign_apply_in_this_order(string divisor, string offset, bool negate, short raw, long milli)
    {
        RegisterTable table = TableOf($$"""{"name":"x","address":0,"type":"int16","divisor":{{divisor}},"offset":{{offset}},"negate":{{(negate ? "true" : "false")}}}""");
        byte[] wire = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(wire, raw);
        Assert.True(RegisterDecoder.TryMilli(table, 0, wire, 0, 0, out long actual));
        Assert.Equal(milli, actual);
    }

    [Fact]
    public void An_offset_never_turns_a_huge_value_into_another_one()
    {
        RegisterTable table = TableOf("""{"name":"x","address":0,"type":"int64","offset":1000000000}""");
        byte[] wire = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(wire, long.MaxValue / 1000);
        Assert.False(RegisterDecoder.TryMilli(table, 0, wire, 0, 0, out _));
        table = TableOf("""{"name":"x","address":0,"type":"int64","offset":-1000000000}""");
        BinaryPrimitives.WriteInt64BigEndian(wire, -(long.MaxValue / 1000));
        Assert.False(RegisterDecoder.TryMilli(table, 0, wire, 0, 0, out _));
    }

    [Theory]
    [InlineData("bcd", "12 3A")]
    [InlineData("bcd32", "12 34 F6 78")]
    [InlineData("float32", "7F C0 00 00")]
    [InlineData("float64", "7F F0 00 00 00 00 00 00")]
    [InlineData("uint64", "FF FF FF FF FF FF FF FF")]
    public void What_is_no_number_is_no_value(string type, string bytes) =>
        Assert.False(RegisterDecoder.TryMilli(TableOf($$"""{"name":"x","address":0,"type":"{{type}}"}"""), 0, Convert.FromHexString(bytes.Replace(" ", "")), 0, 0, out _));

    private static RegisterTable TableOf(string read)
    {
        var bank = new MeterBank(new PointTable());
        bank.Custom.Commit($$"""[{"reads":[{{read}}]}]""");
        bank.Modules.Commit("""[{"preset":"custom"}]""");
        return bank.Module(0).Table;
    }

    private static (byte[] BigEndian, decimal Value) Make(string type, Random random)
    {
        byte[] bytes = new byte[type.EndsWith("64") ? 8 : type.EndsWith("32") ? 4 : 2];
        switch (type)
        {
            case "bcd" or "bcd32":
                string digits = string.Concat(Enumerable.Range(0, bytes.Length * 2).Select(_ => (char)('0' + random.Next(10))));
                return (Convert.FromHexString(digits), decimal.Parse(digits, CultureInfo.InvariantCulture));
            case "float32":
                float single = random.Next(-8_000_000, 8_000_000) / 8f;
                BinaryPrimitives.WriteSingleBigEndian(bytes, single);
                return (bytes, (decimal)(double)single);
            case "float64":
                double wide = random.NextInt64(-80_000_000_000, 80_000_000_000) / 8d;
                BinaryPrimitives.WriteDoubleBigEndian(bytes, wide);
                return (bytes, (decimal)wide);
        }

        random.NextBytes(bytes);
        if (type.EndsWith("64")) bytes[0] = bytes[1] = (byte)(type == "int64" && random.Next(2) == 0 ? 0xFF : 0);   // thousandths must fit
        return (bytes, type switch
        {
            "uint16" => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            "int16" => BinaryPrimitives.ReadInt16BigEndian(bytes),
            "uint32" => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            "int32" => BinaryPrimitives.ReadInt32BigEndian(bytes),
            "uint64" => BinaryPrimitives.ReadUInt64BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
        });
    }

    private static byte[] Permute(byte[] bytes, string order)
    {
        byte[][] words = bytes.Chunk(2).ToArray();
        if (order is "CDAB" or "DCBA") Array.Reverse(words);
        return [.. words.SelectMany(word => order is "BADC" or "DCBA" ? word.Reverse() : word)];
    }
}
