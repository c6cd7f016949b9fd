// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>How the firmware has set up a UART. Rs485: the UART itself drives the transceiver's direction by RTS.</summary>
public readonly record struct UartSetup(int BaudRate, int DataBits, char Parity, int StopBits, bool Rs485 = false)
{
    /// <summary>Bits of one character on the wire: start, data, parity, stop.</summary>
    public int BitsPerCharacter => 1 + DataBits + (Parity == 'N' ? 0 : 1) + StopBits;

    public long CharacterUs => (BitsPerCharacter * 1_000_000L + BaudRate - 1) / BaudRate;
}

/// <summary>What an emulated UART is soldered to: a simulated bus, a real tty, a test. Pull model: nothing here owns a thread.</summary>
public abstract class UartWire
{
    /// <summary>The port was opened or its parameters changed.</summary>
    public abstract void Configure(UartSetup setup);

    /// <summary>The chip put these bytes into its transmitter at this moment; the first bit leaves now.</summary>
    public abstract void Transmit(ReadOnlySpan<byte> bytes, long nowUs);

    /// <summary>Copies the bytes that have completely arrived by this moment, in order, each once; returns how many.</summary>
    public abstract int Receive(Span<byte> into, long nowUs);

    /// <summary>The port was closed.</summary>
    public virtual void Close()
    {
    }
}
