// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>Comparison whose time does not tell how many bytes were right.</summary>
    internal static class SecretBytes
    {
        /// <summary>Both arrays have the same, public length.</summary>
        public static bool Same(byte[] a, byte[] b)
        {
            if (a.Length != b.Length) return false;
            int difference = 0;
            for (int i = 0; i < a.Length; i++) difference |= a[i] ^ b[i];
            return difference == 0;
        }
    }
}
