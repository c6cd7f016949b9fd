// SPDX-License-Identifier: MIT
using System;
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

        // A login may take 300 ms; the rest is for threads that run beside it.
        private const int WantedMs = 250;
        private const int MeasuredMs = 100;
        private const int FirstMeasure = 64;
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
        public static void Waste(ISystem system, string password, string like)
        {
            byte[] salt = new byte[SaltBytes];
            if (!TryParse(like, out int iterations, salt, new byte[HashBytes])) iterations = DefaultIterations;
            Derive(system, password, salt, iterations);
        }

        /// <summary>How many iterations this chip does in the time that a login may take. Takes up to a third of a second itself.</summary>
        public static int Measure(ISystem system, IClock clock)
        {
            byte[] salt = new byte[SaltBytes];
            for (int iterations = FirstMeasure; iterations < MaxIterations; iterations *= 2)
            {
                long beginMs = clock.UptimeMs;
                Derive(system, "measured", salt, iterations);
                long tookMs = clock.UptimeMs - beginMs;
                if (tookMs < MeasuredMs) continue;
                int fit = (int)(iterations * WantedMs / tookMs);
                // More than the most would be stored, and never be understood again.
                return fit < DefaultIterations ? DefaultIterations : fit > MaxIterations ? MaxIterations : fit;
            }

            return MaxIterations;
        }

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
            Array.Copy(salt, block, SaltBytes);
            block[SaltBytes + 3] = 1;   // number of the block, high byte first
            byte[] turn = system.HmacSha256(key, block);

            // Eight bytes at a time: on the interpreter the xor of 32 single bytes would cost more than the HMAC.
            long first = BitConverter.ToInt64(turn, 0);
            long second = BitConverter.ToInt64(turn, 8);
            long third = BitConverter.ToInt64(turn, 16);
            long fourth = BitConverter.ToInt64(turn, 24);
            for (int i = 1; i < iterations; i++)
            {
                turn = system.HmacSha256(key, turn);
                first ^= BitConverter.ToInt64(turn, 0);
                second ^= BitConverter.ToInt64(turn, 8);
                third ^= BitConverter.ToInt64(turn, 16);
                fourth ^= BitConverter.ToInt64(turn, 24);
            }

            byte[] hash = new byte[HashBytes];
            Array.Copy(BitConverter.GetBytes(first), 0, hash, 0, 8);
            Array.Copy(BitConverter.GetBytes(second), 0, hash, 8, 8);
            Array.Copy(BitConverter.GetBytes(third), 0, hash, 16, 8);
            Array.Copy(BitConverter.GetBytes(fourth), 0, hash, 24, 8);
            return hash;
        }
    }
}
