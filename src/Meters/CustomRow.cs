// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>
    /// One read of a custom module while it is read from JSON:
    /// {"name","unit","function","address","type","order","bit","divisor","offset","negate"}.
    /// </summary>
    internal sealed class CustomRow
    {
        public const long LeastDivisorMilli = 1;
        public const long MostDivisorMilli = 1000000000;
        public const long MostOffsetMilli = 1000000000000;

        private const int MaxUnitLength = 12;
        private const int Registers = 0x10000;
        private const int DefaultFunction = 3;

        public string Name = "";
        public string Unit = "";
        public int Function = DefaultFunction;
        public int Address = -1;
        public bool IsHex;

        private int _type;
        private int _order;
        private int _bit = -1;
        private long _divisorMilli = 1000;
        private long _offsetMilli;
        private bool _negate;
        private bool _scales;

        /// <summary>Registers or bits that the row takes.</summary>
        public int Length => RegisterDecoder.Length(Encoding);

        private bool IsBit => CustomTypes.Kind(_type) == Encoding.Bit;

        private Encoding Encoding
        {
            get
            {
                if (!IsBit) return CustomTypes.Kind(_type) | CustomTypes.Flag(_order);
                return Function <= 2 ? Encoding.Bit : (Encoding)((int)Encoding.RegisterBit + (_bit < 0 ? 0 : _bit)) | CustomTypes.Flag(_order);
            }
        }

        /// <summary>Takes the value of one key. False: it is wrong, or there is no such key.</summary>
        public bool ReadField(JsonReader reader, SettingsFault fault, string field, string key)
        {
            switch (field)
            {
                case "name": return FieldReader.Name(reader, fault, key, out Name);
                case "unit": return ReadUnit(reader, fault, key);
                case "function": return FieldReader.Integer(reader, fault, key, 1, 4, out Function);
                case "address": return ReadAddress(reader, fault, key);
                case "type": return ReadType(reader, fault, key);
                case "order": return ReadOrder(reader, fault, key);
                case "bit": return FieldReader.Integer(reader, fault, key, 0, 15, out _bit);
                case "divisor":
                    _scales = true;
                    return FieldReader.Milli(reader, fault, key, LeastDivisorMilli, MostDivisorMilli, "The divisor must be a number from 0.001 to 1000000.", out _divisorMilli);
                case "offset":
                    _scales = true;
                    return FieldReader.Milli(reader, fault, key, -MostOffsetMilli, MostOffsetMilli, "The offset must be a number from -1000000000 to 1000000000.", out _offsetMilli);
                case "negate": return FieldReader.Flag(reader, fault, key, out _negate);
                default: return fault.Set(key, "A read has no such setting.");
            }
        }

        /// <summary>Whether the keys fit together. Start: of the path to them, for example "[1].reads[3].".</summary>
        public bool Check(SettingsFault fault, string start)
        {
            if (Address < 0) return fault.Set(start + "address", "The read has no address.");
            if (Address + Length > Registers) return fault.Set(start + "address", "The value would reach beyond register 65535.");
            if (Function <= 2 && !IsBit) return fault.Set(start + "type", "Functions 1 and 2 read bits: the type must be \"bit\".");
            if (_bit >= 0 && !IsBit) return fault.Set(start + "bit", "Only the type \"bit\" has a bit number.");
            if (_bit >= 0 && Function <= 2) return fault.Set(start + "bit", "Functions 1 and 2 have no bit number: the address names the bit.");
            if (IsBit && _scales) return fault.Set(start + "type", "A bit has neither divisor nor offset.");
            return true;
        }

        public void AddTo(RegisterTable table)
        {
            // Whole divisors keep all digits of long counters; others are counted in thousandths.
            bool whole = _divisorMilli % 1000 == 0;
            table.AddCustom(Name, Unit, (byte)Function, Address, Encoding, (int)(whole ? _divisorMilli / 1000 : _divisorMilli), _offsetMilli, _negate, whole ? 0 : 3);
        }

        /// <summary>Writes a row of a table as it was read.</summary>
        public static void Write(JsonWriter writer, RegisterTable table, int row, bool isHex)
        {
            Encoding encoding = table.EncodingOf(row);
            Encoding kind = encoding & Encoding.KindMask;
            writer.BeginObject();
            writer.Member("name", table.RowTitle(row));
            if (table.RowUnit(row).Length > 0) writer.Member("unit", table.RowUnit(row));
            writer.Member("function", table.Function(row));
            if (isHex) writer.Member("address", HexAddress(table.Address(row)));
            else writer.Member("address", table.Address(row));
            writer.Member("type", CustomTypes.WordOf(encoding));
            if (kind != Encoding.Bit && CustomTypes.OrderOf(encoding) != CustomTypes.Order(0)) writer.Member("order", CustomTypes.OrderOf(encoding));
            if (kind >= Encoding.RegisterBit) writer.Member("bit", (int)kind - (int)Encoding.RegisterBit);
            long divisorMilli = table.TenPower(row) == 0 ? table.Divisor(row) * 1000L : table.Divisor(row);
            if (divisorMilli != 1000) writer.MilliMember("divisor", divisorMilli);
            if (table.OffsetMilli(row) != 0) writer.MilliMember("offset", table.OffsetMilli(row));
            if (table.Negates(row)) writer.Member("negate", true);
            writer.EndObject();
        }

        private static string HexAddress(int address) => "0x" + HexText.Encode(new[] { (byte)(address >> 8), (byte)address });

        private bool ReadUnit(JsonReader reader, SettingsFault fault, string key)
        {
            if (!FieldReader.Text(reader, fault, key, out Unit)) return false;
            return Unit.Length <= MaxUnitLength || fault.Set(key, "A unit has at most 12 characters.");
        }

        private bool ReadAddress(JsonReader reader, SettingsFault fault, string key)
        {
            reader.Read();
            IsHex = reader.Token == JsonToken.Text;
            long address = -1;
            bool ok = IsHex ? TryHex(reader.Text(), out address) : reader.TryInteger(out address);
            Address = ok && address >= 0 && address < Registers ? (int)address : -1;
            return Address >= 0 || fault.Set(key, "The address must be a number from 0 to 65535, or hexadecimal text from \"0x0\" to \"0xFFFF\".");
        }

        private static bool TryHex(string text, out long value)
        {
            value = 0;
            byte[] digits = System.Text.Encoding.UTF8.GetBytes(text.ToLower());
            if (digits.Length < 3 || digits.Length > 6 || digits[0] != '0' || digits[1] != 'x') return false;
            for (int i = 2; i < digits.Length; i++)
            {
                int digit = digits[i] >= '0' && digits[i] <= '9' ? digits[i] - '0' : digits[i] >= 'a' && digits[i] <= 'f' ? digits[i] - 'a' + 10 : -1;
                if (digit < 0) return false;
                value = value * 16 + digit;
            }

            return true;
        }

        private bool ReadType(JsonReader reader, SettingsFault fault, string key)
        {
            if (!FieldReader.Text(reader, fault, key, out string word)) return false;
            int type = CustomTypes.Find(word);
            if (type < 0) return fault.Set(key, "There is no type \"" + word + "\"; known: uint16, int16, uint32, int32, uint64, int64, float32, float64, bcd, bcd32, bit.");
            _type = type;
            return true;
        }

        private bool ReadOrder(JsonReader reader, SettingsFault fault, string key)
        {
            if (!FieldReader.Text(reader, fault, key, out string word)) return false;
            int order = CustomTypes.FindOrder(word);
            if (order < 0) return fault.Set(key, "The order must be \"ABCD\", \"CDAB\", \"BADC\" or \"DCBA\".");
            _order = order;
            return true;
        }
    }
}
