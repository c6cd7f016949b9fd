// SPDX-License-Identifier: MIT
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Modbus;

public class Crc16Tests
{
    [Fact]
    public void The_catalogue_check_value_comes_out()
    {
        byte[] digits = Encoding.ASCII.GetBytes("123456789");
        Assert.Equal(0x4B37, Crc16.Compute(digits, 0, digits.Length));
        Assert.Equal(0x1241, Crc16.Compute([9, 2, 7, 9], 1, 2));
        Assert.Equal(0xFFFF, Crc16.Compute(digits, 3, 0));
    }

    [Fact]
    public void The_table_agrees_with_the_polynomial_for_any_bytes() =>
        Prop.ForAll<byte[]>(bytes => Crc16.Compute(bytes, 0, bytes.Length) == VirtualLineSlave.Checksum(bytes, 0, bytes.Length)).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_table_entry_agrees_with_the_polynomial()
    {
        for (int first = 0; first < 256; first++)
            Assert.Equal(VirtualLineSlave.Checksum([(byte)first], 0, 1), Crc16.Compute([(byte)first], 0, 1));
    }
}
