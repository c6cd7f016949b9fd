// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.OneWire;

public class ScratchpadTests
{
    [Fact]
    public void Every_vector_is_whole_and_gives_its_temperature()
    {
        var vectors = OneWireFile.Read("scratchpads.txt").ToArray();
        Assert.Equal(32, vectors.Length);
        foreach ((byte[] bytes, string result) in vectors)
        {
            byte[] pad = bytes[1..];
            Assert.Equal(ScratchpadFault.None, Scratchpad.Check(pad, bytes[0]));
            int given = int.Parse(result);
            int milli = Scratchpad.Milli(pad, bytes[0]);
            // The source cuts half a thousandth off, here it is rounded away from zero.
            Assert.InRange(Math.Abs(milli) - Math.Abs(given), 0, 1);
        }
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF", ScratchpadFault.NoAnswer)]
    [InlineData("000000000000000000", ScratchpadFault.AllZero)]
    [InlineData("91014B467FFF0C1071", ScratchpadFault.BadCrc)]
    [InlineData("91014B460000000000", ScratchpadFault.BadCrc)]
    public void Pages_that_are_none_are_named(string hex, ScratchpadFault fault) =>
        Assert.Equal(fault, Scratchpad.Check(Convert.FromHexString(hex), SensorFamily.Ds18b20));

    [Theory]
    [InlineData("91014B46FFFF0C10", SensorFamily.Ds18b20, ScratchpadFault.BadPattern)]
    [InlineData("91014B4600FF0C10", SensorFamily.Ds1822, ScratchpadFault.BadPattern)]
    [InlineData("32004B467FFF0C10", SensorFamily.Ds18s20, ScratchpadFault.BadPattern)]
    [InlineData("32004B46FFFF0C00", SensorFamily.Ds18s20, ScratchpadFault.BadPattern)]
    [InlineData("D1074B467FFF0C10", SensorFamily.Ds18b20, ScratchpadFault.OutOfRange)]
    [InlineData("8FFC4B467FFF0C10", SensorFamily.Ds18b20, ScratchpadFault.OutOfRange)]
    [InlineData("FC004B46FFFF0C10", SensorFamily.Ds18s20, ScratchpadFault.OutOfRange)]
    public void A_good_sum_does_not_save_what_no_sensor_says(string hex, int family, ScratchpadFault fault)
    {
        byte[] pad = [.. Convert.FromHexString(hex), 0];
        pad[8] = Crc8.Of(pad, 0, 8);
        Assert.Equal(fault, Scratchpad.Check(pad, family));
    }

    [Theory]
    [InlineData(9, 0x1F, 94)]
    [InlineData(10, 0x3F, 188)]
    [InlineData(11, 0x5F, 375)]
    [InlineData(12, 0x7F, 750)]
    public void Resolutions_are_those_of_the_data_sheet(int bits, byte configuration, int ms)
    {
        Assert.Equal(configuration, Scratchpad.Configuration(bits));
        Assert.Equal(ms, Scratchpad.ConversionMs(bits));
        Assert.Equal(bits, Scratchpad.ResolutionBits([0, 0, 0, 0, configuration, 0, 0, 0, 0], SensorFamily.Ds18b20));
        Assert.Equal(12, Scratchpad.ResolutionBits([0, 0, 0, 0, 0xFF, 0, 0, 0, 0], SensorFamily.Ds18s20));
    }
}
