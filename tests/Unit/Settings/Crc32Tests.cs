// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Settings;
using Xunit;

namespace Wattwarden.Tests.Unit.Settings;

public class Crc32Tests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xCBF43926u)]   // the check value in the catalogue of parametrised CRCs
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Known_texts_have_their_known_sums(string text, uint expected)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.Equal(expected, Crc32.End(Crc32.Add(Crc32.Start, bytes, 0, bytes.Length)));
    }

    [Fact]
    public void A_sum_taken_in_parts_is_the_sum_of_the_whole()
    {
        byte[] bytes = Enumerable.Range(0, 256).Select(i => (byte)(i * 7)).ToArray();
        uint whole = Crc32.Add(Crc32.Start, bytes, 0, bytes.Length);
        for (int cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(whole, Crc32.Add(Crc32.Add(Crc32.Start, bytes, 0, cut), bytes, cut, bytes.Length - cut));
    }
}
