// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Xunit;
using static Wattwarden.Tests.Support.VirtualLineRunner;

namespace Wattwarden.Tests.Unit.Modbus;

public class RtuFrameTests
{
    [Theory]
    [InlineData(1, 2000, 255)]
    [InlineData(2, 2000, 255)]
    [InlineData(3, 125, 255)]
    [InlineData(4, 125, 255)]
    [InlineData(5, 1, 8)]
    [InlineData(6, 1, 8)]
    [InlineData(15, 123, 8)]
    [InlineData(16, 123, 8)]
    public void The_largest_count_is_allowed_and_one_more_is_not(byte function, int limit, int replyLength)
    {
        ModbusRequest request = Read(1, function, 0, limit);
        Assert.Equal(ModbusStatus.Ok, RtuFrame.Check(request));
        Assert.Equal(replyLength, RtuFrame.ExpectedReplyLength(request));
        Assert.InRange(RtuFrame.Build(request, new byte[RtuFrame.MaxLength]), 8, RtuFrame.MaxLength);
        request.Count++;
        Assert.Equal(ModbusStatus.IllegalValue, RtuFrame.Check(request));
        request.Count = 0;
        Assert.Equal(ModbusStatus.IllegalValue, RtuFrame.Check(request));
    }

    [Theory]
    [InlineData(1, 3, 0xFFFE, 2, ModbusStatus.Ok)]
    [InlineData(1, 3, 0xFFFF, 2, ModbusStatus.IllegalAddress)]
    [InlineData(1, 3, -1, 1, ModbusStatus.IllegalAddress)]
    [InlineData(247, 3, 0, 1, ModbusStatus.Ok)]
    [InlineData(248, 3, 0, 1, ModbusStatus.IllegalValue)]
    [InlineData(0, 3, 0, 1, ModbusStatus.IllegalValue)]
    [InlineData(0, 16, 0, 1, ModbusStatus.Ok)]
    [InlineData(1, 0, 0, 1, ModbusStatus.IllegalFunction)]
    [InlineData(1, 7, 0, 1, ModbusStatus.IllegalFunction)]
    [InlineData(1, 23, 0, 1, ModbusStatus.IllegalFunction)]
    [InlineData(1, 131, 0, 1, ModbusStatus.IllegalFunction)]
    public void What_must_not_be_sent_is_refused(byte slave, byte function, int address, int count, ModbusStatus expected) =>
        Assert.Equal(expected, RtuFrame.Check(Read(slave, function, address, count)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9600, 0)]
    [InlineData(9600, 3)]
    public void Line_parameters_that_make_no_sense_are_refused(int bitRate, int stopBits)
    {
        ModbusRequest request = Read(1, 3, 0, 1, bitRate);
        request.StopBits = stopBits;
        Assert.Equal(ModbusStatus.IllegalValue, RtuFrame.Check(request));
    }

    [Theory]
    [InlineData(5, 0, 1, true)]
    [InlineData(6, 0, 1, true)]
    [InlineData(1, 0x3A0, 24, true)]
    [InlineData(1, 0x3A0, 25, false)]
    [InlineData(2, 0x4A0, 24, false)]
    [InlineData(3, 0x300, 1, false)]
    [InlineData(16, 0, 1, false)]
    public void It_is_known_which_answers_can_look_like_their_request(byte function, int address, int count, bool expected) =>
        Assert.Equal(expected, RtuFrame.ReplyMayEqualRequest(Read(1, function, address, count)));
}
