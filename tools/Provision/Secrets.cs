// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Text;

namespace Wattwarden.Provision;

/// <summary>What each board gets of its own: random, never shared, never derived from something that can be read off the board.</summary>
public static class Secrets
{
    /// <summary>No i, l, o, 0, 1: nobody confuses them on a label.</summary>
    public const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private const int PasswordLength = 10;
    private const int ApKeyLength = 12;

    // As the firmware stores a password: src/Web/PasswordHash.cs.
    private const int Iterations = 100;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    public static string Password() => RandomNumberGenerator.GetString(Alphabet, PasswordLength);

    public static string ApKey() => RandomNumberGenerator.GetString(Alphabet, ApKeyLength);

    /// <summary>The password as the board keeps it, so that the password itself never goes over the line.</summary>
    public static string Hash(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return $"pbkdf2${Iterations}${Convert.ToHexStringLower(salt)}${Convert.ToHexStringLower(hash)}";
    }

    /// <summary>How the board tells in public which record it has.</summary>
    public static uint Fingerprint(string hash) => ToolFrame.Crc32(Encoding.UTF8.GetBytes(hash));
}
