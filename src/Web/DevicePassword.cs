// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>The password that a device makes for itself at its first start: ten characters that nobody confuses on a label.</summary>
    public static class DevicePassword
    {
        public const int Length = 10;

        /// <summary>No i, l, o, 0, 1.</summary>
        public const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

        private const int MaxRounds = 100;

        public static string Create(ISystem system)
        {
            char[] alphabet = Alphabet.ToCharArray();
            int fair = 256 - 256 % alphabet.Length;
            char[] password = new char[Length];
            byte[] random = new byte[Length * 2];
            int length = 0;
            for (int round = 0; round < MaxRounds && length < Length; round++)
            {
                system.FillRandom(random);
                for (int i = 0; i < random.Length && length < Length; i++)
                {
                    // Bytes above the last whole multiple would favour the first letters.
                    if (random[i] < fair) password[length++] = alphabet[random[i] % alphabet.Length];
                }
            }

            if (length < Length) throw new System.Exception("the chip's random source is stuck");
            return new string(password);
        }
    }
}
