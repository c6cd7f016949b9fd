// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Xunit;
using static Wattwarden.Tests.Support.VirtualLineRunner;

namespace Wattwarden.Tests.Unit.Modbus;

/// <summary>Adapters that give back what they send.</summary>
public class RtuEchoTests
{
    private readonly VirtualLineSlave _slave = new(1);
    private readonly VirtualLine _line;
    private readonly RtuMaster _master;

    public RtuEchoTests()
    {
        _line = LineWith(_slave);
        _master = new RtuMaster(_line);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 0)]
    [InlineData(15, 0)]
    [InlineData(16, 0)]
    [InlineData(1, 0x3A0)]
    public void An_echo_is_never_taken_for_the_answer_even_in_the_first_transaction(byte function, int address)
    {
        _line.Echoes = true;
        _slave.IsDead = true;
        for (int i = 0; i < 3; i++) Assert.Equal(ModbusStatus.Timeout, _master.Run(_line, Read(1, function, address, function < 5 ? 24 : 1)));
        _slave.IsDead = false;
        for (int i = 0; i < 3; i++) Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Read(1, function, address, function < 5 ? 24 : 1)));
    }

    [Fact]
    public void A_line_is_probed_for_echo_only_before_a_write_that_needs_to_know_and_only_once()
    {
        _master.Run(_line, Read(1, 3, 0, 2));
        Assert.Single(_line.Sent);
        _master.Run(_line, Write(1, 6, 0, 7));
        _master.Run(_line, Write(1, 6, 0, 8));
        Assert.Equal([1, 248, 1, 1], _line.Sent.Select(f => (int)f[0]));
    }

    [Fact]
    public void An_echo_seen_once_is_remembered_and_forgotten_when_it_stays_away()
    {
        _line.Echoes = true;
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Read(1, 3, 0, 2)));
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Write(1, 6, 0, 7)));
        _line.Echoes = false;
        Assert.Equal(ModbusStatus.Timeout, _master.Run(_line, Write(1, 6, 0, 8)));
        Assert.Equal(ModbusStatus.Ok, _master.Run(_line, Write(1, 6, 0, 9)));
    }

    [Fact]
    public void The_echo_of_a_long_write_that_begins_like_an_answer_is_not_the_answer()
    {
        // address and first register are chosen so that the first eight bytes of the request are a right answer to it
        for (int address = 0; address < 0x10000; address++)
        {
            byte[] reply = VirtualLineSlave.Sealed(1, 16, (byte)(address >> 8), (byte)address, 0, 40);
            if (reply[6] != 80) continue;   // where the answer has its checksum the request has its byte count
            ModbusRequest request = Write(1, 16, address, new ushort[40]);
            request.Values[0] = (ushort)(reply[7] << 8);
            _line.Echoes = true;
            _slave.IsDead = true;
            Assert.Equal(ModbusStatus.Timeout, _master.Run(_line, request));
            Assert.Equal(reply, _line.Sent[^1][..8]);
            return;
        }

        Assert.Fail("no such address");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(15)]
    [InlineData(16)]
    public void An_echo_that_comes_in_pieces_is_still_only_an_echo(byte function)
    {
        _line.Echoes = true;
        _slave.IsDead = true;
        ModbusRequest request = Read(1, function, 5, 1);
        _master.Begin(request, _line.NowMs);
        while (_master.IsBusy)
        {
            _master.Step(_line.NowMs);
            _line.NowUs += 300;
        }

        Assert.Equal(ModbusStatus.Timeout, request.Status);
    }
}
