// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Bench.Step;

/// <summary>A board with all that a board can have, and nothing that allocates while it runs.</summary>
internal sealed class BenchBoard(BenchClock clock, MeterFarm line) : IBoard, IFileStore, ISystem
{
    private const int SlotBytes = 64 * 1024;

    private readonly BenchSensing _sensing = new(clock);

    // What the firmware writes while it runs has its room from the start.
    private readonly Dictionary<string, byte[]> _slots = new()
    {
        ["settings-a"] = new byte[SlotBytes], ["settings-b"] = new byte[SlotBytes], ["outputs-a"] = new byte[256], ["outputs-b"] = new byte[256],
        ["totals-a"] = new byte[4096], ["totals-b"] = new byte[4096], ["totals-c"] = new byte[4096],
    };

    private readonly Dictionary<string, int> _lengths = new() { ["totals-a"] = -1, ["totals-b"] = -1 };

    public string Name => "bench";

    public IRelay[] Relays { get; } = [.. Enumerable.Range(0, PointId.OutputCount).Select(_ => new FollowingRelay())];

    public ISerialLine Rs485 => line;

    public IOneWireBus OneWire => _sensing;

    public IPulseInput[] Pulses => _sensing.Pulses;

    public IDigitalInput[] Inputs => _sensing.Contacts;

    public IAnalogInput[] Analogs => _sensing.Analogs;

    public IConsoleLine Console => null!;

    public IDigitalInput ResetButton => null!;

    public INetworkTime NetworkTime => null!;

    public INetwork Network => null!;

    public IClock Clock => clock;

    public IFileStore Files => this;

    public ISystem System => this;

    public string BoardName => Name;

    public long FreeHeapBytes => 50_000;

    public long LargestFreeBlockBytes => -1;

    public int FileWrites { get; private set; }

    public int Length(string name) => _lengths.GetValueOrDefault(name, -1);

    public int Read(string name, byte[] buffer)
    {
        int length = _lengths.GetValueOrDefault(name, -1);
        if (length > buffer.Length) return -2;
        if (length > 0) Buffer.BlockCopy(_slots[name], 0, buffer, 0, length);
        return length;
    }

    public bool Write(string name, byte[] buffer, int count)
    {
        if (!_slots.TryGetValue(name, out byte[]? slot)) _slots[name] = slot = new byte[SlotBytes];
        Buffer.BlockCopy(buffer, 0, slot, 0, count);
        _lengths[name] = count;
        FileWrites++;
        return true;
    }

    public bool Delete(string name)
    {
        _lengths[name] = -1;
        return true;
    }

    public void Restart() => throw new NotSupportedException();

    public ISignal CreateSignal() => throw new NotSupportedException();

    public void FillRandom(byte[] buffer) => Array.Fill(buffer, (byte)7);

    public byte[] HmacSha256(byte[] key, byte[] data) => throw new NotSupportedException();

    // Follows at once, as a relay on a pin does.
    private sealed class FollowingRelay : IRelay
    {
        private bool _on;

        public bool TrySet(bool on)
        {
            _on = on;
            return true;
        }

        public bool TryGet(out bool on)
        {
            on = _on;
            return true;
        }
    }
}
