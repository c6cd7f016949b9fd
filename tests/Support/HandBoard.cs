// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>
/// A board for one thread: whoever waits for a signal runs the controller's loop meanwhile, in virtual time. Flash that can be cut, no meter.
/// </summary>
internal sealed class HandBoard(IOneWireBus? oneWire, Action<long>? onTime = null) : IBoard, IClock, ISerialLine, ISystem
{
    private const int TickMs = 10;

    private readonly HostSystem _host = new();

    /// <summary>The controller whose loop runs; set once it is made.</summary>
    public EnergyController? Controller { get; set; }

    /// <summary>Nobody's patience lasts longer than this.</summary>
    public int LongestWaitMs { get; set; } = int.MaxValue;

    public PowerCutFileStore Flash { get; init; } = new();

    public string Name => "hand board";

    public string BoardName => Name;

    public IRelay[] Relays { get; } = [new SimulatedRelay(), new SimulatedRelay(), new SimulatedRelay(), new SimulatedRelay(), new SimulatedRelay(), new SimulatedRelay()];

    public ISerialLine Rs485 => this;

    public IOneWireBus OneWire => oneWire!;

    public IPulseInput[] Pulses => [];

    public IDigitalInput[] Inputs => [];

    public IAnalogInput[] Analogs => [];

    public IConsoleLine Console { get; } = new HandConsole();

    public IDigitalInput ResetButton => null!;

    public INetworkTime NetworkTime => null!;

    public INetwork Network => null!;

    public IClock Clock => this;

    public IFileStore Files => Flash;

    public ISystem System => this;

    public long UptimeMs { get; private set; } = 1000;

    public long FreeHeapBytes => 50_000;

    public long LargestFreeBlockBytes => -1;

    public int Available => 0;

    public bool TrySetUtc(long unixMs) => false;

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = 0;
        return false;
    }

    /// <summary>Runs the loop for a while.</summary>
    public void Run(double seconds, Func<bool>? until = null)
    {
        for (long endMs = UptimeMs + (long)(seconds * 1000); UptimeMs < endMs && until?.Invoke() != true;)
        {
            long dueMs = Controller!.Step();
            UptimeMs = Math.Min(endMs, Math.Max(UptimeMs + TickMs, Math.Min(dueMs, UptimeMs + 250)));
            onTime?.Invoke(UptimeMs);
        }
    }

    public ISignal CreateSignal() => new Signal(this);

    public void FillRandom(byte[] buffer) => _host.FillRandom(buffer);

    public byte[] HmacSha256(byte[] key, byte[] data) => _host.HmacSha256(key, data);

    public void Restart() => throw new NotSupportedException();

    public bool Configure(int bitRate, LineParity parity, int stopBits) => true;

    public int Read(byte[] buffer, int offset, int count) => 0;

    public void Write(byte[] buffer, int offset, int count)
    {
    }

    public void DiscardInput()
    {
    }

    private sealed class Signal(HandBoard board) : ISignal
    {
        private bool _set;

        public void Set() => _set = true;

        public bool Wait(int timeoutMs)
        {
            board.Run(Math.Min(timeoutMs, board.LongestWaitMs) / 1000.0, () => _set);
            return _set;
        }
    }
}
