// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Keeps the secrets of a backup under a passphrase, with nothing but HMAC-SHA-256, the one primitive of the port. First encrypt, then
    /// authenticate, each with a key of its own.
    /// <code>
    /// master     = PBKDF2-HMAC-SHA-256 (RFC 8018, 5.2) of passphrase, salt, iterations; one block of 32 bytes
    /// keys       = HMAC(master, "encrypt"), HMAC(master, "authenticate")
    /// ciphertext = plaintext xor HMAC(encrypt, salt | 0), HMAC(encrypt, salt | 1) …       block number as u32, high byte first
    /// tag        = HMAC(authenticate, iterations (u32) | salt (16) | ciphertext)
    /// </code>
    /// </summary>
    public sealed class BackupCipher
    {
        public const int SaltBytes = 16;
        public const int TagBytes = 32;

        /// <summary>As many as a chip does in about a second. The count stands in the backup, so it can rise.</summary>
        public const int Iterations = 4000;

        public const int LeastIterations = 1000;
        public const int MostIterations = 100000;

        private const int BlockBytes = 32;

        private readonly ISystem _system;
        private readonly byte[] _salt;
        private readonly int _iterations;
        private readonly byte[] _encryptKey;
        private readonly byte[] _authenticateKey;

        /// <summary>Derives the keys: takes as long as the iterations need.</summary>
        public BackupCipher(ISystem system, string passphrase, byte[] salt, int iterations)
        {
            _system = system;
            _salt = salt;
            _iterations = iterations;
            byte[] master = Derive(system, System.Text.Encoding.UTF8.GetBytes(passphrase), salt, iterations);
            _encryptKey = system.HmacSha256(master, System.Text.Encoding.UTF8.GetBytes("encrypt"));
            _authenticateKey = system.HmacSha256(master, System.Text.Encoding.UTF8.GetBytes("authenticate"));
        }

        /// <summary>Turns plaintext into ciphertext, and back, in place.</summary>
        public void Apply(byte[] bytes)
        {
            byte[] block = new byte[SaltBytes + 4];
            System.Array.Copy(_salt, block, SaltBytes);
            for (int at = 0, number = 0; at < bytes.Length; at += BlockBytes, number++)
            {
                PutHighFirst(block, SaltBytes, number);
                byte[] stream = _system.HmacSha256(_encryptKey, block);
                for (int i = 0; i < BlockBytes && at + i < bytes.Length; i++) bytes[at + i] ^= stream[i];
            }
        }

        public byte[] Tag(byte[] ciphertext)
        {
            byte[] all = new byte[4 + SaltBytes + ciphertext.Length];
            PutHighFirst(all, 0, _iterations);
            System.Array.Copy(_salt, 0, all, 4, SaltBytes);
            System.Array.Copy(ciphertext, 0, all, 4 + SaltBytes, ciphertext.Length);
            return _system.HmacSha256(_authenticateKey, all);
        }

        /// <summary>True when the tag is the ciphertext's; takes the same time however many bytes are right.</summary>
        public bool IsTag(byte[] tag, byte[] ciphertext)
        {
            byte[] right = Tag(ciphertext);
            int difference = tag.Length ^ right.Length;
            for (int i = 0; i < right.Length && i < tag.Length; i++) difference |= tag[i] ^ right[i];
            return difference == 0;
        }

        /// <summary>One block of PBKDF2 with HMAC-SHA-256: 32 bytes.</summary>
        public static byte[] Derive(ISystem system, byte[] passphrase, byte[] salt, int iterations)
        {
            byte[] block = new byte[salt.Length + 4];
            System.Array.Copy(salt, block, salt.Length);
            PutHighFirst(block, salt.Length, 1);
            byte[] turn = system.HmacSha256(passphrase, block);
            byte[] key = new byte[BlockBytes];
            System.Array.Copy(turn, key, BlockBytes);
            for (int i = 1; i < iterations; i++)
            {
                turn = system.HmacSha256(passphrase, turn);
                for (int j = 0; j < BlockBytes; j++) key[j] ^= turn[j];
            }

            return key;
        }

        private static void PutHighFirst(byte[] into, int at, int value)
        {
            into[at] = (byte)(value >> 24);
            into[at + 1] = (byte)(value >> 16);
            into[at + 2] = (byte)(value >> 8);
            into[at + 3] = (byte)value;
        }
    }
}
