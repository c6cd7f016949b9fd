// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>The words for data types and for the order of words and bytes, as the owner of a custom module writes them.</summary>
    public static class CustomTypes
    {
        /// <summary>A coil or discrete input, or one bit of a register.</summary>
        public const string BitWord = "bit";

        private const string Words = "uint16|int16|uint32|int32|uint64|int64|float32|float64|bcd|bcd32|" + BitWord;

        private static readonly byte[] Kinds =
        {
            (byte)Encoding.UInt16, (byte)Encoding.Int16, (byte)Encoding.UInt32, (byte)Encoding.Int32, (byte)Encoding.UInt64, (byte)Encoding.Int64,
            (byte)Encoding.Float32, (byte)Encoding.Float64, (byte)Encoding.Bcd16, (byte)Encoding.Bcd32, (byte)Encoding.Bit,
        };

        // As a 32-bit value lies on the wire; a longer one in the same way, a shorter one has only its bytes to swap.
        private const string Orders = "ABCD|CDAB|BADC|DCBA";

        private static readonly byte[] Flags = { 0, (byte)Encoding.LowWordFirst, (byte)Encoding.LowByteFirst, (byte)(Encoding.LowWordFirst | Encoding.LowByteFirst) };

        public static int Count => Kinds.Length;

        public static int OrderCount => Flags.Length;

        public static string Word(int type) => WordList.At(Words, type);

        public static string Order(int order) => WordList.At(Orders, order);

        public static Encoding Kind(int type) => (Encoding)Kinds[type];

        public static Encoding Flag(int order) => (Encoding)Flags[order];

        /// <summary>Position of a type's word; -1: there is no such type.</summary>
        public static int Find(string word) => WordList.IndexOf(Words, word);

        /// <summary>Position of an order's word; -1: there is no such order.</summary>
        public static int FindOrder(string word) => WordList.IndexOf(Orders, word);

        public static string WordOf(Encoding encoding)
        {
            Encoding kind = encoding & Encoding.KindMask;
            if (kind >= Encoding.RegisterBit) return BitWord;
            for (int i = 0; i < Kinds.Length; i++)
            {
                if (Kinds[i] == (byte)kind) return Word(i);
            }

            return "";
        }

        public static string OrderOf(Encoding encoding)
        {
            int order = (encoding & Encoding.LowWordFirst) != 0 ? 1 : 0;
            return Order((encoding & Encoding.LowByteFirst) != 0 ? order + 2 : order);
        }
    }
}
