// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.OneWire;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.OneWire;

public class Crc8Tests
{
    [Fact]
    public void Every_vector_has_its_published_sum()
    {
        var vectors = OneWireFile.Read("crc8.txt").ToArray();
        Assert.Equal(8, vectors.Length);
        foreach ((byte[] bytes, string crc) in vectors)
        {
            Assert.Equal(Convert.ToByte(crc, 16), Crc8.Of(bytes, 0, bytes.Length));
            Assert.Equal(0, Crc8.Of([.. bytes, Convert.ToByte(crc, 16)], 0, bytes.Length + 1));
        }
    }

    [Fact]
    public void The_table_agrees_with_the_shift_register_for_ten_thousand_texts()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = new byte[8];
            random.NextBytes(bytes);
            Assert.Equal(Dow.Crc(bytes), Crc8.Of(bytes, 0, 8));
            Assert.Equal(Dow.Crc(bytes), Crc8.Of(BitConverter.ToInt64(bytes), 8));
        }
    }

    [Fact]
    public void No_damage_of_one_to_three_bits_and_no_burst_up_to_eight_passes_in_nine_bytes()
    {
        byte[] pad = Convert.FromHexString("91014B467FFF0C1070");
        const int bits = 72;
        for (int a = 0; a < bits; a++)
        {
            for (int b = a; b < bits; b++)
            {
                for (int c = b; c < bits; c++) Assert.NotEqual(0, After(pad, a, b, c));
            }
        }

        for (int length = 1; length <= 8; length++)
        {
            for (int at = 0; at + length <= bits; at++)
            {
                for (int inner = 0; inner < 1 << Math.Max(0, length - 2); inner++)
                {
                    int burst = 1 | inner << 1 | 1 << length - 1;
                    Assert.NotEqual(0, After(pad, [.. Enumerable.Range(0, length).Where(i => (burst >> i & 1) != 0).Select(i => at + i)]));
                }
            }
        }
    }

    // The same bit named twice or more stands for one turn.
    private static byte After(byte[] pad, params int[] turned)
    {
        byte[] damaged = (byte[])pad.Clone();
        foreach (int bit in turned.Distinct()) damaged[bit / 8] ^= (byte)(1 << bit % 8);
        return Crc8.Of(damaged, 0, damaged.Length);
    }
}
