// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2), one block of 32 bytes, stored as "pbkdf2$iterations$salt$hash" in hexadecimal.
    /// Few iterations, because each is a call out of the interpreter and two new arrays; what protects a device password is its
    /// length (10 random characters, 49 bits) and the login's growing delay. The count is stored, so it can rise later.
    /// </summary>
    public static class PasswordHash
    {
        public const int DefaultIterations = 100;
        public const int MaxPasswordBytes = 64;

        private const int MaxIterations = 10000;
        private const int SaltBytes = 16;
        private const int HashBytes = 32;
        private const string Scheme = "pbkdf2";

        public static string Create(ISystem system, string password) => Create(system, password, DefaultIterations);

        public static string Create(ISystem system, string password, int iterations)
        {
            byte[] salt = new byte[SaltBytes];
            system.FillRandom(salt);
            byte[] hash = Derive(system, password, salt, iterations);
            return Scheme + "$" + iterations.ToString() + "$" + HexText.Encode(salt) + "$" + HexText.Encode(hash);
        }

        /// <summary>True when the password belongs to the stored text. False for a wrong one, and for stored text that is malformed.</summary>
        public static bool Verify(ISystem system, string password, string stored)
        {
            byte[] salt = new byte[SaltBytes];
            byte[] hash = new byte[HashBytes];
            return TryParse(stored, out int iterations, salt, hash) && SecretBytes.Same(hash, Derive(system, password, salt, iterations));
        }

        public static bool IsWellFormed(string stored) => TryParse(stored, out _, new byte[SaltBytes], new byte[HashBytes]);

        /// <summary>Does the work of a Verify for a user who does not exist, so that the time of a login does not tell who does.</summary>
        public static void Waste(ISystem system, string password) => Derive(system, password, new byte[SaltBytes], DefaultIterations);

        private static bool TryParse(string stored, out int iterations, byte[] salt, byte[] hash)
        {
            iterations = 0;
            if (stored == null || stored.Length > 128) return false;
            string[] parts = stored.Split(new[] { '$' });
            if (parts.Length != 4 || parts[0] != Scheme || parts[1].Length > 5) return false;
            if (!int.TryParse(parts[1], out iterations) || iterations < 1 || iterations > MaxIterations) return false;
            return HexText.TryDecode(parts[2], salt) && HexText.TryDecode(parts[3], hash);
        }

        private static byte[] Derive(ISystem system, string password, byte[] salt, int iterations)
        {
            byte[] key = System.Text.Encoding.UTF8.GetBytes(password);
            byte[] block = new byte[SaltBytes + 4];
            System.Array.Copy(salt, block, SaltBytes);
            block[SaltBytes + 3] = 1;   // number of the block, high byte first
            byte[] turn = system.HmacSha256(key, block);
            byte[] hash = new byte[HashBytes];
            System.Array.Copy(turn, hash, HashBytes);
            for (int i = 1; i < iterations; i++)
            {
                turn = system.HmacSha256(key, turn);
                for (int j = 0; j < HashBytes; j++) hash[j] ^= turn[j];
            }

            return hash;
        }
    }
}
