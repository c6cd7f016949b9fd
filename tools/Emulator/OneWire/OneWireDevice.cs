// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.OneWire;

/// <summary>
/// A device on the bus, slot by slot: the ROM commands that all parts have. What comes after the choice of a device is the part's own.
/// </summary>
public abstract class OneWireDevice(ulong rom)
{
    private enum Mode
    {
        Silent,      // until the next reset
        Listening,   // collects a byte
        Sending,     // gives bytes that the part has ready
        SearchBit,
        SearchComplement,
        SearchChoice,
        SendingRom,
        MatchingRom,
    }

    private Mode _mode = Mode.Silent;
    private bool _chosen;
    private int _bit;
    private int _byte;
    private byte _sent;

    /// <summary>The 64 bits, first on the wire lowest.</summary>
    public ulong Rom { get; } = rom;

    /// <summary>False: pulled out of its terminal.</summary>
    public bool IsConnected { get; set; } = true;

    /// <summary>True when the device answers the reset.</summary>
    internal bool Reset(long nowUs)
    {
        if (!IsConnected) return false;
        _chosen = false;
        Listen();
        ResetFunction(nowUs);
        return true;
    }

    /// <summary>What the device leaves of the line in the slot that begins: false pulls it low.</summary>
    internal bool Drive(long nowUs)
    {
        if (!IsConnected) return true;
        switch (_mode)
        {
            case Mode.SearchBit:
                return RomBit;
            case Mode.SearchComplement:
                return !RomBit;
            case Mode.SendingRom:
                return RomBit;
            case Mode.Sending:
                if (_bit == 0) _sent = NextByte(nowUs);
                return (_sent >> _bit & 1) != 0;
            default:
                return true;
        }
    }

    /// <summary>The slot is over; this is what the line had when the device looked.</summary>
    internal void Sample(bool line, long nowUs)
    {
        if (!IsConnected) return;
        switch (_mode)
        {
            case Mode.Listening:
                Collect(line, nowUs);
                break;
            case Mode.Sending:
                _bit = _bit + 1 & 7;
                break;
            case Mode.SearchBit:
                _mode = Mode.SearchComplement;
                break;
            case Mode.SearchComplement:
                _mode = Mode.SearchChoice;
                break;
            case Mode.SearchChoice:
                _mode = line != RomBit || ++_bit == 64 ? Mode.Silent : Mode.SearchBit;
                break;
            case Mode.SendingRom:
                if (++_bit == 64) Choose();
                break;
            case Mode.MatchingRom:
                if (line != RomBit) _mode = Mode.Silent;
                else if (++_bit == 64) Choose();
                break;
        }
    }

    /// <summary>True while the device takes part in an alarm search.</summary>
    protected abstract bool HasAlarm(long nowUs);

    protected abstract void ResetFunction(long nowUs);

    /// <summary>A byte for the chosen device. True: it has something to send now.</summary>
    protected abstract bool Take(byte value, long nowUs);

    /// <summary>The next byte to send, fixed when its first bit is read.</summary>
    protected abstract byte NextByte(long nowUs);

    private bool RomBit => (Rom >> _bit & 1) != 0;

    private void Listen()
    {
        _mode = Mode.Listening;
        _bit = 0;
        _byte = 0;
    }

    private void Choose()
    {
        _chosen = true;
        Listen();
    }

    private void Collect(bool line, long nowUs)
    {
        if (line) _byte |= 1 << _bit;
        if (++_bit < 8) return;
        byte value = (byte)_byte;
        Listen();
        if (!_chosen) RomCommand(value, nowUs);
        else if (Take(value, nowUs)) _mode = Mode.Sending;
    }

    private void RomCommand(byte command, long nowUs)
    {
        switch (command)
        {
            case 0xF0:
                _mode = Mode.SearchBit;
                break;
            case 0xEC:
                _mode = HasAlarm(nowUs) ? Mode.SearchBit : Mode.Silent;
                break;
            case 0x33:
                _mode = Mode.SendingRom;
                break;
            case 0x55:
                _mode = Mode.MatchingRom;
                break;
            case 0xCC:
                Choose();
                break;
            default:
                _mode = Mode.Silent;
                break;
        }
    }
}
