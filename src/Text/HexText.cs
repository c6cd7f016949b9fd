// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>Bytes as lower-case hexadecimal text and back.</summary>
    public static class HexText
    {
        public static string Encode(byte[] bytes)
        {
            char[] digits = new char[bytes.Length * 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                digits[i * 2] = Digit(bytes[i] >> 4);
                digits[i * 2 + 1] = Digit(bytes[i] & 15);
            }

            return new string(digits);
        }

        /// <summary>Fills the array from text of exactly twice its length. False when the text is anything else.</summary>
        public static bool TryDecode(string text, byte[] into)
        {
            if (text == null || text.Length != into.Length * 2) return false;
            byte[] digits = System.Text.Encoding.UTF8.GetBytes(text);
            if (digits.Length != into.Length * 2) return false;
            for (int i = 0; i < into.Length; i++)
            {
                int high = Value(digits[i * 2]);
                int low = Value(digits[i * 2 + 1]);
                if (high < 0 || low < 0) return false;
                into[i] = (byte)((high << 4) | low);
            }

            return true;
        }

        private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);

        private static int Value(byte digit)
        {
            if (digit >= '0' && digit <= '9') return digit - '0';
            return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
        }
    }
}
