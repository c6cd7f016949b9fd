// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Emulator;

/// <summary>A board with nothing but flash, to write settings with the firmware's own code while the chip is off.</summary>
internal sealed class OfflineBoard(string flashFolder) : IBoard, IClock, IFileStore, ISerialLine, ISystem
{
    public string Name => "offline";

    public string BoardName => Name;

    public IRelay[] Relays => [];

    public ISerialLine Rs485 => this;

    public IOneWireBus OneWire => null!;

    public IPulseInput[] Pulses => [];

    public IDigitalInput[] Inputs => [];

    public IAnalogInput[] Analogs => [];

    public IConsoleLine Console => null!;

    public IDigitalInput ResetButton => null!;

    public IClock Clock => this;

    public INetworkTime NetworkTime => null!;

    public INetwork Network => null!;

    public IFileStore Files => this;

    public ISystem System => this;

    public long UptimeMs => 0;

    public long FreeHeapBytes => 0;

    public long LargestFreeBlockBytes => -1;

    public int Available => 0;

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = 0;
        return false;
    }

    public bool TrySetUtc(long unixMs) => false;

    public int Length(string name)
    {
        var file = new FileInfo(Path.Combine(flashFolder, name));
        return file.Exists ? (int)file.Length : -1;
    }

    public int Read(string name, byte[] buffer)
    {
        string path = Path.Combine(flashFolder, name);
        if (!File.Exists(path)) return -1;
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length > buffer.Length) return -2;
        bytes.CopyTo(buffer, 0);
        return bytes.Length;
    }

    public bool Write(string name, byte[] buffer, int count)
    {
        File.WriteAllBytes(Path.Combine(flashFolder, name), buffer[..count]);
        return true;
    }

    public bool Delete(string name)
    {
        File.Delete(Path.Combine(flashFolder, name));
        return true;
    }

    public bool Configure(int bitRate, LineParity parity, int stopBits) => false;

    public int Read(byte[] buffer, int offset, int count) => 0;

    public void Write(byte[] buffer, int offset, int count)
    {
    }

    public void DiscardInput()
    {
    }

    public void Restart()
    {
    }

    public ISignal CreateSignal() => throw new NotSupportedException("the chip is off");

    public void FillRandom(byte[] buffer) => Random.Shared.NextBytes(buffer);

    public byte[] HmacSha256(byte[] key, byte[] data) => [];
}
