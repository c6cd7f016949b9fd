// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A board on the desk: six relays, a line on which nobody answers, flash, and a clock that the test moves. No thread anywhere.</summary>
internal sealed class DeskBoard : IBoard, IClock, ISerialLine, ISystem
{
    private HostSystem? _host;
    private long _uptimeMs = 1000;

    public string Name => "Desk";

    public string BoardName => Name;

    public SimulatedRelay[] Contacts { get; } = [new(), new(), new(), new(), new(), new()];

    public IRelay[] Relays => Contacts;

    public ISerialLine Rs485 => Line ?? (ISerialLine)this;

    /// <summary>A line with slaves, whose time goes with the board's; null: one on which nobody answers.</summary>
    public VirtualLine? Line { get; init; }

    public IOneWireBus OneWire => null!;

    public IPulseInput[] Pulses { get; init; } = [];

    public IDigitalInput[] Inputs => [];

    public IAnalogInput[] Analogs => [];

    public IConsoleLine Console => ConsoleLine!;

    /// <summary>Null: the board has none.</summary>
    public HandConsole? ConsoleLine { get; init; }

    public IDigitalInput ResetButton => Button!;

    /// <summary>Null: the board has none.</summary>
    public DeskButton? Button { get; init; }

    public INetworkTime NetworkTime => null!;

    public INetwork Network => Lan!;

    /// <summary>Null: the board has no network.</summary>
    public HandNetwork? Lan { get; init; }

    public IClock Clock => this;

    /// <summary>Of the random bytes.</summary>
    public int Seed { get; init; } = 1;

    public PowerCutFileStore Flash { get; init; } = new();

    public IFileStore Files => Flash;

    public ISystem System => this;

    public long UptimeMs
    {
        get => _uptimeMs;
        set
        {
            _uptimeMs = value;
            if (Lan != null) Lan.NowMs = value;
            if (Line != null) Line.NowUs = value * 1000;
        }
    }

    public long? UnixMs { get; set; }

    public long FreeHeapBytes => 50_000;

    public long LargestFreeBlockBytes => -1;

    public int Available => 0;

    /// <summary>What a thread that waits for the loop sees: normally the loop runs; false: it has no time.</summary>
    public Func<ISignal, bool> WhileWaiting { get; set; } = _ => false;

    /// <summary>What the serial driver throws; null: it works.</summary>
    public Exception? LineFails { get; set; }

    public int RestartsAsked { get; private set; }

    public bool TrySetUtc(long unixMs)
    {
        UnixMs = unixMs;
        return true;
    }

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = UnixMs ?? 0;
        return UnixMs is not null;
    }

    public bool Configure(int bitRate, LineParity parity, int stopBits) => LineFails is null ? true : throw LineFails;

    public int Read(byte[] buffer, int offset, int count) => 0;

    public void Write(byte[] buffer, int offset, int count)
    {
    }

    public void DiscardInput()
    {
    }

    public void Restart() => RestartsAsked++;

    public ISignal CreateSignal() => new DeskSignal(this);

    public void FillRandom(byte[] buffer) => (_host ??= new HostSystem(Seed)).FillRandom(buffer);

    public byte[] HmacSha256(byte[] key, byte[] data) => (_host ??= new HostSystem(Seed)).HmacSha256(key, data);

    /// <summary>A button that a test presses.</summary>
    public sealed class DeskButton : IDigitalInput
    {
        public bool IsPressed { get; set; }

        public bool IsHigh => !IsPressed;
    }

    private sealed class DeskSignal(DeskBoard board) : ISignal
    {
        private bool _isSet;

        public void Set() => _isSet = true;

        public bool Wait(int timeoutMs)
        {
            for (int i = 0; i < timeoutMs && !_isSet; i++)
            {
                if (!board.WhileWaiting(this)) break;
            }

            return _isSet;
        }
    }
}
