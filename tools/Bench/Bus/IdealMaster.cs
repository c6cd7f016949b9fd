// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;
using Wattwarden.Modbus;
using Wattwarden.Ports;

namespace Wattwarden.Bench.Bus;

/// <summary>
/// The wire's limit: a master that knows every moment to a few microseconds and asks again as soon as the silence that the standard
/// wants (or the longer one that the meter wants) is over.
/// </summary>
internal static class IdealMaster
{
    private const int LookUs = 5;

    /// <summary>Microseconds of that many snapshots in a row, from the first byte to where the next snapshot could begin.</summary>
    public static long Read(Snapshot snapshot, UartWire wire, int snapshots)
    {
        ModbusRequest request = new();
        byte[] frame = new byte[RtuFrame.MaxLength];
        byte[] reply = new byte[RtuFrame.MaxLength];
        snapshot.Fill(request, 0);
        wire.Configure(new UartSetup(request.BitRate, 8, request.Parity == LineParity.None ? 'N' : 'E', request.StopBits));
        long nowUs = 0;
        for (int i = 0; i < snapshots * snapshot.Plan.Blocks; i++)
        {
            snapshot.Fill(request, i % snapshot.Plan.Blocks);
            wire.Transmit(frame.AsSpan(0, RtuFrame.Build(request, frame)), nowUs);
            int missing = RtuFrame.ExpectedReplyLength(request);
            for (long giveUpUs = nowUs + 2_000_000; missing > 0; nowUs += LookUs)
            {
                missing -= wire.Receive(reply, nowUs);
                if (nowUs > giveUpUs) throw new BenchError($"no whole answer for register 0x{request.Address:X4}");
            }

            nowUs += SilenceUs(snapshot);
        }

        return nowUs;
    }

    /// <summary>The silence before a request.</summary>
    public static long SilenceUs(Snapshot snapshot) => Math.Max(CharactersUs(snapshot, 7) / 2, snapshot.Table.GapMs * 1000L);

    public static long CharactersUs(Snapshot snapshot, long characters)
    {
        int bits = 9 + snapshot.Table.StopBits + (snapshot.Table.Parity == LineParity.None ? 0 : 1);
        return characters * bits * 1_000_000L / snapshot.Table.BitRate;
    }
}
