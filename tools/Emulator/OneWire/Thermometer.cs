// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.OneWire;

/// <summary>
/// A DS18B20, DS1822 or DS18S20 on three wires. Data sheets' memory and commands; byte 6 of the first two as genuine parts have it (0C at power-on,
/// 16 less the low half of byte 0 after a measurement).
/// </summary>
public sealed class Thermometer : OneWireDevice
{
    public const byte Ds18b20 = 0x28;
    public const byte Ds1822 = 0x22;
    public const byte Ds18s20 = 0x10;

    private static readonly int[] ConversionUs = [93_750, 187_500, 375_000, 750_000];

    private readonly Func<long, double> _celsius;
    private readonly byte[] _pad = new byte[9];
    private readonly byte[] _eeprom = [0x4B, 0x46, 0x7F];
    private byte _command;
    private int _at;
    private long _readyUs = -1;

    public Thermometer(ulong rom, Func<long, double> celsius)
        : base(rom)
    {
        _celsius = celsius;
        PowerCycle();
    }

    public byte Family => (byte)Rom;

    /// <summary>A copy whose scratchpad carries a wrong CRC.</summary>
    public bool HasBadCrc { get; set; }

    /// <summary>A copy that keeps its resolution whatever it is told.</summary>
    public bool KeepsResolution { get; set; }

    /// <summary>The supply dips whenever a measurement begins, so that it never ends.</summary>
    public bool IsStarved { get; set; }

    /// <summary>Measurements begun.</summary>
    public int Conversions { get; private set; }

    public int ResolutionBits => IsS20 ? 12 : 9 + (_pad[4] >> 5 & 3);

    private bool IsS20 => Family == Ds18s20;

    /// <summary>Power gone and back: what was not in EEPROM is lost, and 85 °C stands in the register.</summary>
    public void PowerCycle()
    {
        _readyUs = -1;
        _pad[5] = 0xFF;
        _pad[7] = 0x10;
        Recall();
        SetRegister(IsS20 ? 0x00AA : 0x0550, 0x0C);
    }

    /// <summary>Sets the EEPROM's resolution, as a factory or an earlier owner left it.</summary>
    public void Preset(int resolutionBits)
    {
        _eeprom[2] = (byte)(0x1F | resolutionBits - 9 << 5);
        PowerCycle();
    }

    /// <summary>The nine bytes as they would be read at this moment.</summary>
    public byte[] Scratchpad(long nowUs)
    {
        Refresh(nowUs);
        return (byte[])_pad.Clone();
    }

    protected override bool HasAlarm(long nowUs)
    {
        Settle(nowUs);
        int degrees = (short)(_pad[0] | _pad[1] << 8) >> (IsS20 ? 1 : 4);
        return degrees >= (sbyte)_pad[2] || degrees <= (sbyte)_pad[3];
    }

    protected override void ResetFunction(long nowUs)
    {
        _command = 0;
        Settle(nowUs);
    }

    protected override bool Take(byte value, long nowUs)
    {
        if (_command == 0x4E) return Write(value);
        _command = value;
        _at = 0;
        switch (value)
        {
            case 0x44:
                Convert(nowUs);
                return true;
            case 0x48:
                _pad.AsSpan(2, IsS20 ? 2 : 3).CopyTo(_eeprom);
                return true;
            case 0xB8:
                Recall();
                return true;
            default:
                return value is 0xBE or 0xB4;
        }
    }

    // Ready: ones; supplied by its own wire: ones; while it measures: zeros.
    protected override byte NextByte(long nowUs)
    {
        if (_command == 0xBE)
        {
            if (_at >= 9) return 0xFF;
            Refresh(nowUs);
            return _pad[_at++];
        }

        return _command == 0x44 && nowUs < _readyUs ? (byte)0x00 : (byte)0xFF;
    }

    private bool Write(byte value)
    {
        int last = IsS20 ? 1 : 2;
        if (_at > last) return false;
        // The lower five bits and the highest are not writable.
        if (_at < 2) _pad[2 + _at] = value;
        else if (!KeepsResolution) _pad[4] = (byte)(value & 0x60 | 0x1F);
        _at++;
        return false;
    }

    private void Convert(long nowUs)
    {
        Conversions++;
        if (IsStarved) PowerCycle();
        else _readyUs = nowUs + ConversionUs[ResolutionBits - 9];
    }

    private void Refresh(long nowUs)
    {
        Settle(nowUs);
        _pad[8] = Dow.Crc(_pad.AsSpan(0, 8));
        if (HasBadCrc) _pad[8] ^= 0x5A;
    }

    private void Settle(long nowUs)
    {
        if (_readyUs < 0 || nowUs < _readyUs) return;
        double celsius = Math.Clamp(_celsius(_readyUs), -55, 125);
        _readyUs = -1;
        if (IsS20)
        {
            // The counter holds what is left above the next whole degree, a quarter below.
            int whole = (int)Math.Floor(celsius + 0.25);
            int remain = 16 - (int)Math.Floor((celsius + 0.25 - whole) * 16);
            SetRegister((int)Math.Round(celsius * 2, MidpointRounding.AwayFromZero) & 1 | whole << 1, remain);
            return;
        }

        int raw = (int)Math.Floor(celsius * 16 + 0.5) & -(1 << 12 - ResolutionBits);
        SetRegister(raw, 16 - (raw & 15));
    }

    private void SetRegister(int raw, int remain)
    {
        _pad[0] = (byte)raw;
        _pad[1] = (byte)(raw >> 8);
        _pad[6] = (byte)remain;
    }

    private void Recall()
    {
        _pad[2] = _eeprom[0];
        _pad[3] = _eeprom[1];
        _pad[4] = IsS20 ? (byte)0xFF : _eeprom[2];
    }
}
