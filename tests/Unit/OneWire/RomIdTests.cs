// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.OneWire;
using Xunit;

namespace Wattwarden.Tests.Unit.OneWire;

public class RomIdTests
{
    private const string Usual = "28-ff641e0f160390";

    [Theory]
    [InlineData("28-ff641e0f160390")]
    [InlineData("28-FF641E0F160390")]
    [InlineData("28FF641E0F160390")]
    [InlineData("28.ff641e0f160390")]
    [InlineData("28.FF641E0F1603")]
    [InlineData("28-03160f1e64ff")]
    public void All_notations_in_use_mean_the_same_device(string text)
    {
        Assert.True(RomId.TryParse(text, out long id));
        Assert.Equal(Usual, RomId.Format(id));
        Assert.Equal(0x28, RomId.Family(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("28-ff641e0f160391")]
    [InlineData("28-fe641e0f160390")]
    [InlineData("28_ff641e0f160390")]
    [InlineData("28-ff641e0f16039")]
    [InlineData("28-ff641e0f16039g")]
    [InlineData("2-8ff641e0f160390")]
    [InlineData("28ff641e0f1603")]
    [InlineData("00-00000000000000")]
    [InlineData("00-000000000000")]
    [InlineData("28-ff641e0f1603900")]
    [InlineData("°8-ff641e0f16039")]
    public void What_is_no_identifier_is_refused(string? text)
    {
        Assert.False(RomId.TryParse(text, out long id));
        Assert.Equal(RomId.None, id);
    }

    [Fact]
    public void Text_and_number_agree_for_ten_thousand_devices()
    {
        var random = new Random(2);
        for (int i = 0; i < 10_000; i++)
        {
            ulong rom = Dow.Rom((byte)random.Next(1, 256), (ulong)random.NextInt64());
            Assert.True(RomId.TryParse(Dow.Text(rom), out long id));
            Assert.Equal((long)rom, id);
            Assert.True(RomId.IsWhole(id));
            Assert.Equal(Dow.Text(rom), RomId.Format(id));
        }
    }
}
