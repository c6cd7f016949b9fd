// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Streams all settings as one JSON document; sections with secrets only encrypted, and only when there is a passphrase.
    /// <code>
    /// {"wattwarden":"backup","version":1,"firmware":"…","settings":{"version":…,…},
    ///  "secrets":{"scheme":"…","iterations":…,"salt":"…","data":"…","tag":"…"},"crc32":"…"}
    /// </code>
    /// crc32: of all bytes before the comma in front of it, eight hexadecimal digits.
    /// </summary>
    public static class BackupWriter
    {
        public const string Kind = "backup";
        public const int Version = 1;
        public const string Scheme = "pbkdf2-hmac-sha256-ctr";

        /// <summary>Room for all sections with secrets together, before encryption.</summary>
        public const int MaxSecretBytes = 2048;

        private const int PieceBytes = 256;

        /// <summary>Shortest and longest passphrase; printable ASCII, because it travels in a header.</summary>
        public const int LeastPassphrase = 12;
        public const int MostPassphrase = 64;

        public static bool IsFit(string passphrase)
        {
            if (passphrase == null || passphrase.Length < LeastPassphrase || passphrase.Length > MostPassphrase) return false;
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(passphrase);
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] < ' ' || bytes[i] > '~') return false;
            }

            return true;
        }

        /// <summary>Writes the backup; without a passphrase (null) the secrets stay behind. False: settings are just changing, nothing was written.</summary>
        public static bool TryWrite(ITextSink into, SettingsStore store, ISystem system, string firmware, string passphrase)
        {
            byte[] secrets = null;
            if (passphrase != null)
            {
                var plain = new TextBuffer(MaxSecretBytes);
                if (!store.TryWriteSecrets(new JsonWriter(plain))) return false;
                secrets = new byte[plain.Length];
                System.Array.Copy(plain.Bytes, secrets, plain.Length);
                if (plain.Overflowed) throw new System.Exception("the secrets of the settings are larger than a backup holds");
            }

            var sum = new SummingSink(into);
            var text = new TextBuffer(PieceBytes);
            text.Reset(sum);
            var writer = new JsonWriter(text);
            writer.BeginObject();
            writer.Member("wattwarden", Kind);
            writer.Member("version", Version);
            writer.Member("firmware", firmware);
            writer.Name("settings");
            if (!store.TryWriteOpen(writer)) return false;
            if (secrets != null) WriteSecrets(writer, system, secrets, passphrase);
            text.Flush();
            writer.Member("crc32", Hex(sum.Checksum));
            writer.EndObject();
            text.Flush();
            return true;
        }

        internal static string Hex(uint checksum) =>
            HexText.Encode(new[] { (byte)(checksum >> 24), (byte)(checksum >> 16), (byte)(checksum >> 8), (byte)checksum });

        private static void WriteSecrets(JsonWriter writer, ISystem system, byte[] secrets, string passphrase)
        {
            byte[] salt = new byte[BackupCipher.SaltBytes];
            system.FillRandom(salt);
            var cipher = new BackupCipher(system, passphrase, salt, BackupCipher.Iterations);
            cipher.Apply(secrets);
            writer.Name("secrets");
            writer.BeginObject();
            writer.Member("scheme", Scheme);
            writer.Member("iterations", BackupCipher.Iterations);
            writer.Member("salt", HexText.Encode(salt));
            writer.Member("data", HexText.Encode(secrets));
            writer.Member("tag", HexText.Encode(cipher.Tag(secrets)));
            writer.EndObject();
        }
    }
}
