// SPDX-License-Identifier: MIT
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Wattwarden.Meters;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class DecoderTests
{
    [Theory]
    [InlineData(Encoding.UInt16, "FF FE", 0, 65534000)]
    [InlineData(Encoding.Int16, "FF FE", 0, -2000)]
    [InlineData(Encoding.UInt32, "FF FF FF FE", 0, 4294967294000)]
    [InlineData(Encoding.Int32, "FF FF FF E1", -1, -3100)]
    [InlineData(Encoding.Int32LowWordFirst, "FF E1 FF FF", -1, -3100)]
    [InlineData(Encoding.UInt32LowWordFirst, "2E 7B 00 01", -1, 7743500)]
    [InlineData(Encoding.Int64, "FF FF FF FF FF FF FC 18", -3, -1000)]
    [InlineData(Encoding.Int64, "00 00 00 E8 D4 A5 10 00", -3, 1000000000000)]
    [InlineData(Encoding.Int64LowWordFirst, "10 00 D4 A5 00 E8 00 00", -3, 1000000000000)]
    [InlineData(Encoding.UInt64, "00 00 00 00 00 01 E2 40", -2, 1234560)]
    [InlineData(Encoding.Float32, "43 66 33 34", 0, 230200)]
    [InlineData(Encoding.Float32LowWordFirst, "33 34 43 66", 0, 230200)]
    [InlineData(Encoding.Float32 | Encoding.LowByteFirst, "66 43 34 33", 0, 230200)]
    [InlineData(Encoding.Float32 | Encoding.LowByteFirst | Encoding.LowWordFirst, "34 33 66 43", 0, 230200)]
    [InlineData(Encoding.Float32, "C3 2C 98 22", 0, -172594)]
    [InlineData(Encoding.Float32, "3F A0 00 00", 3, 1250000)]
    [InlineData(Encoding.Float32, "80 00 00 00", 0, 0)]
    [InlineData(Encoding.Float32, "00 00 00 01", 0, 0)]
    [InlineData(Encoding.Float32, "3A 03 12 6F", 0, 1)]
    [InlineData(Encoding.Float64, "41 67 8C 29 C0 00 00 00", -3, 12345678)]
    [InlineData(Encoding.Float64LowWordFirst, "00 00 C0 00 8C 29 41 67", -3, 12345678)]
    [InlineData(Encoding.Bcd16, "12 34", -1, 123400)]
    [InlineData(Encoding.Bcd32, "00 98 76 54", -2, 9876540)]
    [InlineData(Encoding.Acc32, "00 00 03 E8", -3, 1000)]
    public void Registers_become_thousandths(Encoding encoding, string bytes, int tenPower, long milli)
    {
        Assert.True(Decode(encoding, bytes, tenPower, MissingCode.None, out long actual));
        Assert.Equal(milli, actual);
    }

    [Theory]
    [InlineData(Encoding.Float32, "7F C0 00 00", MissingCode.None)]
    [InlineData(Encoding.Float32, "FF C0 00 00", MissingCode.None)]
    [InlineData(Encoding.Float32, "7F 80 00 00", MissingCode.None)]
    [InlineData(Encoding.Float32, "FF 80 00 00", MissingCode.None)]
    [InlineData(Encoding.Float64, "7F F0 00 00 00 00 00 00", MissingCode.None)]
    [InlineData(Encoding.Float64, "7F F8 00 00 00 00 00 00", MissingCode.None)]
    [InlineData(Encoding.UInt16, "FF FF", MissingCode.HighestSigned)]
    [InlineData(Encoding.UInt32, "FF FF FF FF", MissingCode.LowestSigned)]
    [InlineData(Encoding.UInt64, "FF FF FF FF FF FF FF FF", MissingCode.None)]
    [InlineData(Encoding.Int16, "7F FF", MissingCode.HighestSigned)]
    [InlineData(Encoding.Int16, "80 00", MissingCode.LowestSigned)]
    [InlineData(Encoding.Int32, "7F FF FF FF", MissingCode.HighestSigned)]
    [InlineData(Encoding.Int32LowWordFirst, "FF FF 7F FF", MissingCode.HighestSigned)]
    [InlineData(Encoding.Int64, "7F FF FF FF FF FF FF FF", MissingCode.HighestSigned)]
    [InlineData(Encoding.Int64, "80 00 00 00 00 00 00 00", MissingCode.None)]
    [InlineData(Encoding.Acc32, "00 00 00 00", MissingCode.None)]
    [InlineData(Encoding.Bcd16, "12 3A", MissingCode.None)]
    [InlineData(Encoding.Float32, "7F 00 00 00", MissingCode.None)]
    [InlineData(Encoding.UInt64, "7F FF FF FF FF FF FF FF", MissingCode.None)]
    [InlineData(Encoding.Float64, "7F E0 00 00 00 00 00 00", MissingCode.None)]
    public void Missing_codes_and_overflow_are_no_value(Encoding encoding, string bytes, MissingCode missing)
    {
        Assert.False(Decode(encoding, bytes, 0, missing, out _));
    }

    [Theory]
    [InlineData(Encoding.UInt16, "FF FF", 65535000)]
    [InlineData(Encoding.Int16, "80 00", -32768000)]
    [InlineData(Encoding.Int16, "7F FF", 32767000)]
    [InlineData(Encoding.Int32, "7F FF FF FF", 2147483647000)]
    public void Where_a_meter_marks_nothing_every_code_is_a_value(Encoding encoding, string bytes, long milli)
    {
        Assert.True(Decode(encoding, bytes, 0, MissingCode.None, out long actual));
        Assert.Equal(milli, actual);
    }

    [Theory]
    [InlineData(-4, 4, 0)]       // 0.0004
    [InlineData(-4, 5, 1)]       // 0.0005 rounds away from zero
    [InlineData(-4, -5, -1)]
    [InlineData(-4, 14, 1)]
    [InlineData(-4, 15, 2)]
    [InlineData(-10, 32767, 0)]
    [InlineData(10, 3, 30000000000000)]
    public void Scaling_rounds_half_away_from_zero(int tenPower, short raw, long milli)
    {
        Assert.True(Decode(Encoding.Int16, $"{(byte)(raw >> 8):X2} {(byte)raw:X2}", tenPower, MissingCode.None, out long actual));
        Assert.Equal(milli, actual);
    }

    [Theory]
    [InlineData(0xFFFE, 12340)]     // 10^-2
    [InlineData(1, 12340000)]
    [InlineData(10, 12340000000000000)]
    [InlineData(0xFFF6, 0)]         // 10^-10
    public void A_scale_register_multiplies_by_its_power_of_ten(int scaleFactor, long milli)
    {
        RegisterTable table = Scaled();
        Assert.True(RegisterDecoder.TryMilli(table, 0, [0x04, 0xD2, (byte)(scaleFactor >> 8), (byte)scaleFactor], 0, 100, out long actual));
        Assert.Equal(milli, actual);
    }

    [Theory]
    [InlineData(0x8000)]
    [InlineData(11)]
    [InlineData(0xFFF5)]
    public void A_scale_register_outside_its_range_is_no_value(int scaleFactor)
    {
        Assert.False(RegisterDecoder.TryMilli(Scaled(), 0, [0x04, 0xD2, (byte)(scaleFactor >> 8), (byte)scaleFactor], 0, 100, out _));
    }

    [Fact]
    public void Custom_rows_have_divisor_offset_and_sign()
    {
        var table = new RegisterTable("custom", "Custom", "");
        Assert.True(table.AddCustom("Flow", "l/h", 3, 0, Encoding.Int16, 7, -40000, true));
        Assert.True(table.AddCustom("Contact", "", 2, 9, Encoding.Bit, 1, 0, false));
        Assert.True(RegisterDecoder.TryMilli(table, 0, [0x00, 0x64], 0, 0, out long flow));
        Assert.Equal(-14286 - 40000, flow);
        Assert.True(RegisterDecoder.TryMilli(table, 1, [0x00, 0x02], 0, 0, out long contact));
        Assert.Equal(1000, contact);
        Assert.Equal("r2", table.RowId(1));
        Assert.Equal(1, table.FindRow("r2"));
        for (int i = 2; i < 40; i++) Assert.True(table.AddCustom("x", "", 4, i, Encoding.UInt16, 1, 0, false));
        Assert.False(table.AddCustom("x", "", 4, 50, Encoding.UInt16, 1, 0, false));
    }

    [Fact]
    public void Any_float_is_rounded_as_exact_arithmetic_rounds_it()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<byte>(), (bits, seed) =>
        {
            int pattern = unchecked(bits * 0x01000193 ^ seed << 23);
            int tenPower = seed % 7 - 3;
            byte[] data = [(byte)(pattern >> 24), (byte)(pattern >> 16), (byte)(pattern >> 8), (byte)pattern];
            var table = new RegisterTable("t", "t", "t");
            table.Add(Quantity.PowerTotal, 0, Encoding.Float32, tenPower);
            bool ok = RegisterDecoder.TryMilli(table, 0, data, 0, 0, out long milli);
            float value = BitConverter.Int32BitsToSingle(pattern);
            if (!float.IsFinite(value)) return !ok;
            BigInteger exact = Thousandths(value, tenPower);
            return BigInteger.Abs(exact) > long.MaxValue / 2 || (ok && milli == exact);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Transformer_ratio_multiplies_currents_powers_and_energies_only()
    {
        RegisterTable table = PresetCatalog.Create("chint-dtsu666");
        table.Install(40500, false);
        Assert.Equal(40500, table.CtRatioMilli(table.FindRow("powerTotal")));
        Assert.Equal(40500, table.CtRatioMilli(table.FindRow("currentL2")));
        Assert.Equal(40500, table.CtRatioMilli(table.FindRow("energyImport")));
        Assert.Equal(1000, table.CtRatioMilli(table.FindRow("voltageL1")));
        Assert.Equal(1000, table.CtRatioMilli(table.FindRow("frequency")));
        int power = table.FindRow("powerTotal");
        Assert.True(RegisterDecoder.TryMilli(table, power, RtuFrames.Hex("42 C8 00 00"), 0, table.Address(power), out long milli));   // 100.0, tenths of a watt
        Assert.Equal(405000, milli);
    }

    private static bool Decode(Encoding encoding, string bytes, int tenPower, MissingCode missing, out long milli)
    {
        var table = new RegisterTable("t", "t", "t");
        table.MarksMissing(missing);
        table.Add(Quantity.PowerTotal, 7, encoding, tenPower);
        byte[] data = [0xAA, 0xAA, 0xAA, 0xAA, 0xAA, .. RtuFrames.Hex(bytes), 0xAA];
        return RegisterDecoder.TryMilli(table, 0, data, 3, 6, out milli);
    }

    private static RegisterTable Scaled()
    {
        var table = new RegisterTable("t", "t", "t");
        table.AddScaled(Quantity.PowerTotal, 100, Encoding.Int16, 101);
        return table;
    }

    // Round half away from zero of value × 10^(tenPower + 3), in exact fractions.
    private static BigInteger Thousandths(float value, int tenPower)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int exponent = bits >> 23 & 0xFF;
        BigInteger numerator = exponent == 0 ? bits & 0x7FFFFF : bits & 0x7FFFFF | 0x800000;
        int power = Math.Max(exponent, 1) - 150;
        BigInteger denominator = 1;
        if (power >= 0) numerator <<= power;
        else denominator <<= -power;
        numerator *= BigInteger.Pow(10, tenPower + 3);
        BigInteger rounded = (2 * numerator + denominator) / (2 * denominator);
        return bits < 0 ? -rounded : rounded;
    }
}
