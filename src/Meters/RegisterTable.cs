// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>
    /// What a kind of meter offers and how it wants to be asked: a table with one row per value, in primitive arrays, filled by a preset
    /// or a custom module and then left alone. Addresses are those on the wire (0-based). Signs: import positive, export negative.
    /// </summary>
    public sealed class RegisterTable
    {
        public const int MaxCustomRows = 40;

        private const byte OptionalFlag = 1;
        private const byte NegateFlag = 2;
        private const byte RatioFlag = 4;
        private const int Growth = 24;
        private const int MaxAreas = 4;

        public readonly string Id;
        public readonly string Title;
        public readonly string Source;

        private byte[] _quantity;   // these five: null while there is no row
        private ushort[] _address;
        private byte[] _encoding;
        private sbyte[] _tenPower;
        private byte[] _flags;
        private ushort[] _scaleAddress;     // SunSpec only
        private byte[] _functions;          // these five: custom modules only
        private int[] _divisors;
        private long[] _offsetsMilli;
        private string[] _names;
        private string[] _units;
        private readonly ushort[] _areaFirst = new ushort[MaxAreas];
        private readonly ushort[] _areaLast = new ushort[MaxAreas];
        private int _areas;
        private int _ratioMilli = 1000;

        /// <summary>An empty table. Source: the paper the addresses come from, with page or section.</summary>
        public RegisterTable(string id, string title, string source)
        {
            Id = id;
            Title = title;
            Source = source;
        }

        public int BitRate { get; private set; } = 9600;

        public LineParity Parity { get; private set; }

        public int StopBits { get; private set; } = 1;

        /// <summary>The slave id that the meter leaves the factory with.</summary>
        public byte Slave { get; private set; } = 1;

        public byte DefaultFunction { get; private set; } = 3;

        /// <summary>Registers that one request may ask for.</summary>
        public int MaxRegisters { get; private set; } = 125;

        /// <summary>Silence before a request beyond the 3.5 characters of the standard.</summary>
        public int GapMs { get; private set; }

        /// <summary>How long the meter may think before it answers.</summary>
        public int TimeoutMs { get; private set; } = 500;

        /// <summary>Integer codes that mean "no value".</summary>
        public MissingCode Missing { get; private set; }

        /// <summary>True when the addresses below are only typical, and the device is asked for its own model chain first.</summary>
        public bool IsSunSpec { get; private set; }

        public int Count { get; private set; }

        public Quantity QuantityOf(int row) => (Quantity)_quantity[row];

        public int Address(int row) => _address[row];

        public Encoding EncodingOf(int row) => (Encoding)_encoding[row];

        /// <summary>The raw number times ten to this power is the value in the row's unit.</summary>
        public int TenPower(int row) => _tenPower[row];

        /// <summary>Register that holds a further power of ten; -1: none.</summary>
        public int ScaleAddress(int row) => _scaleAddress == null || _scaleAddress[row] == 0 ? -1 : _scaleAddress[row];

        public byte Function(int row) => _functions == null ? DefaultFunction : _functions[row];

        /// <summary>Some meters of this kind lack the register: an exception 2 takes the row out of the plan, nothing else.</summary>
        public bool IsOptional(int row) => (_flags[row] & OptionalFlag) != 0;

        public bool Negates(int row) => (_flags[row] & NegateFlag) != 0;

        /// <summary>Current transformer ratio that multiplies the row, in thousandths; 1000: as read.</summary>
        public int CtRatioMilli(int row) => (_flags[row] & RatioFlag) != 0 ? _ratioMilli : 1000;

        public int Divisor(int row) => _divisors == null ? 1 : _divisors[row];

        public long OffsetMilli(int row) => _offsetsMilli == null ? 0 : _offsetsMilli[row];

        /// <summary>First register of the row, its scale register included.</summary>
        public int First(int row)
        {
            int scale = ScaleAddress(row);
            return scale >= 0 && scale < _address[row] ? scale : _address[row];
        }

        /// <summary>Register after the last of the row, its scale register included.</summary>
        public int End(int row)
        {
            int end = _address[row] + RegisterDecoder.Length((Encoding)_encoding[row]);
            int scale = ScaleAddress(row);
            return scale >= end ? scale + 1 : end;
        }

        /// <summary>Id of the row's value as in settings and topics: that of its quantity, or "r1"… for custom rows. Allocates.</summary>
        public string RowId(int row) => _quantity[row] != 0 ? QuantityCatalog.Id((Quantity)_quantity[row]) : "r" + (row + 1).ToString();

        public string RowTitle(int row) => _quantity[row] != 0 ? QuantityCatalog.Title((Quantity)_quantity[row]) : _names[row];

        public string RowUnit(int row) => _quantity[row] != 0 ? QuantityCatalog.Unit((Quantity)_quantity[row]) : _units[row];

        /// <summary>Finds a row by its id; -1: the table has none.</summary>
        public int FindRow(string rowId)
        {
            bool known = QuantityCatalog.TryFind(rowId, out Quantity quantity);
            for (int row = 0; row < Count; row++)
            {
                if (_quantity[row] != 0 ? known && _quantity[row] == (byte)quantity : RowId(row) == rowId) return row;
            }

            return -1;
        }

        /// <summary>True when the registers lie in an area that the paper documents as readable without holes.</summary>
        public bool MayReadThrough(int first, int end)
        {
            for (int i = 0; i < _areas; i++)
            {
                if (first >= _areaFirst[i] && end - 1 <= _areaLast[i]) return true;
            }

            return false;
        }

        /// <summary>Line and slave id as the meter leaves the factory.</summary>
        public void Line(int bitRate, LineParity parity, int stopBits, byte slave)
        {
            BitRate = bitRate;
            Parity = parity;
            StopBits = stopBits;
            Slave = slave;
        }

        /// <summary>How the meter wants to be read.</summary>
        public void Reads(byte function, int maxRegisters, int gapMs, int timeoutMs)
        {
            DefaultFunction = function;
            MaxRegisters = maxRegisters;
            GapMs = gapMs;
            TimeoutMs = timeoutMs;
        }

        public void MarksMissing(MissingCode code) => Missing = code;

        public void UsesSunSpec() => IsSunSpec = true;

        /// <summary>A request may read through holes between rows from the first to the last register given.</summary>
        public void ReadsThrough(int first, int last)
        {
            _areaFirst[_areas] = (ushort)first;
            _areaLast[_areas++] = (ushort)last;
        }

        /// <summary>A value that every meter of this kind has.</summary>
        public void Add(Quantity quantity, int address, Encoding encoding, int tenPower = 0)
        {
            if (_quantity == null || Count == _quantity.Length) Grow();
            _quantity[Count] = (byte)quantity;
            _address[Count] = (ushort)address;
            _encoding[Count] = (byte)encoding;
            _tenPower[Count] = (sbyte)tenPower;
            Count++;
        }

        /// <summary>A value that some meters of this kind have.</summary>
        public void AddOptional(Quantity quantity, int address, Encoding encoding, int tenPower = 0)
        {
            Add(quantity, address, encoding, tenPower);
            _flags[Count - 1] |= OptionalFlag;
        }

        /// <summary>A value whose power of ten stands in another register.</summary>
        public void AddScaled(Quantity quantity, int address, Encoding encoding, int scaleAddress, int tenPower = 0)
        {
            Add(quantity, address, encoding, tenPower);
            if (_scaleAddress == null) _scaleAddress = new ushort[_quantity.Length];
            _scaleAddress[Count - 1] = (ushort)scaleAddress;
        }

        /// <summary>
        /// A row of a custom module: value = raw × 10^tenPower ÷ divisor (1 or more) + offset, negated first when asked for. False when the table is full.
        /// </summary>
        public bool AddCustom(string name, string unit, byte function, int address, Encoding encoding, int divisor, long offsetMilli, bool negate, int tenPower = 0)
        {
            if (Count >= MaxCustomRows) return false;
            if (_names == null) MakeCustom();
            Add(Quantity.Custom, address, encoding, tenPower);
            int row = Count - 1;
            _names[row] = name;
            _units[row] = unit;
            _functions[row] = function;
            _divisors[row] = divisor;
            _offsetsMilli[row] = offsetMilli;
            if (negate) _flags[row] |= NegateFlag;
            return true;
        }

        /// <summary>Line settings, limits and identity of another table, without its rows.</summary>
        public RegisterTable CopyEmpty()
        {
            var copy = new RegisterTable(Id, Title, Source);
            copy.Line(BitRate, Parity, StopBits, Slave);
            copy.Reads(DefaultFunction, MaxRegisters, GapMs, TimeoutMs);
            copy.Missing = Missing;
            copy.IsSunSpec = IsSunSpec;
            return copy;
        }

        /// <summary>
        /// Fits the table to its installation, once, before it is read: current transformers (thousandths) multiply currents, powers and energies;
        /// a meter that is wired the other way round gets its signs and its import and export changed.
        /// </summary>
        public void Install(int ctRatioMilli, bool invert)
        {
            _ratioMilli = ctRatioMilli;
            for (int row = 0; row < Count; row++)
            {
                var quantity = (Quantity)_quantity[row];
                if (ctRatioMilli != 1000 && QuantityCatalog.ScalesWithCurrent(quantity)) _flags[row] |= RatioFlag;
                if (!invert) continue;
                if (QuantityCatalog.ChangesSign(quantity)) _flags[row] ^= NegateFlag;
                _quantity[row] = (byte)QuantityCatalog.Mirror(quantity);
            }
        }

        private void Grow()
        {
            int capacity = Count + Growth;
            _quantity = (byte[])Longer(_quantity, new byte[capacity]);
            _address = (ushort[])Longer(_address, new ushort[capacity]);
            _encoding = (byte[])Longer(_encoding, new byte[capacity]);
            _tenPower = (sbyte[])Longer(_tenPower, new sbyte[capacity]);
            _flags = (byte[])Longer(_flags, new byte[capacity]);
            if (_scaleAddress != null) _scaleAddress = (ushort[])Longer(_scaleAddress, new ushort[capacity]);
        }

        private Array Longer(Array from, Array to)
        {
            if (from != null) Array.Copy(from, to, Count);
            return to;
        }

        private void MakeCustom()
        {
            _names = Strings.Blank(MaxCustomRows);
            _units = Strings.Blank(MaxCustomRows);
            _functions = new byte[MaxCustomRows];
            _divisors = new int[MaxCustomRows];
            _offsetsMilli = new long[MaxCustomRows];
        }
    }
}
