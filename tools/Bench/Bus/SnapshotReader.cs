// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;

namespace Wattwarden.Bench.Bus;

/// <summary>A bus user that reads snapshots as fast as the bus lets it, decodes every row and tolerates no failure.</summary>
internal sealed class SnapshotReader(Snapshot snapshot) : IBusUser
{
    private int _block;

    /// <summary>Snapshots that are still to be read.</summary>
    public int Wanted { get; set; }

    public int Done { get; private set; }

    public long DueAtMs => Wanted > 0 ? 0 : long.MaxValue;

    public bool Fill(ModbusRequest request, long nowMs)
    {
        snapshot.Fill(request, _block);
        return true;
    }

    public void Completed(ModbusRequest request, long nowMs)
    {
        if (request.Status != ModbusStatus.Ok) throw new BenchError($"{snapshot.Table.Title}: register 0x{request.Address:X4} ended with {request.Status}");
        for (int i = 0; i < snapshot.Plan.RowCount(_block); i++)
        {
            int row = snapshot.Plan.Row(_block, i);
            if (!RegisterDecoder.TryMilli(snapshot.Table, row, request.Data, request.DataOffset, request.Address, out _))
                throw new BenchError($"{snapshot.Table.Title}: {snapshot.Table.RowId(row)} has no value");
        }

        if (++_block < snapshot.Plan.Blocks) return;
        _block = 0;
        Done++;
        Wanted--;
    }
}
