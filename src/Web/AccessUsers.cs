// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>The list of users as one value that is replaced, never changed.</summary>
    internal sealed class AccessUsers
    {
        public const int Max = 4;

        public readonly string[] Names = Strings.Blank(Max);
        public readonly string[] Hashes = Strings.Blank(Max);
        public readonly byte[] Roles = new byte[Max];   // UserRole

        /// <summary>The password is the one of the device's label, which more people know than should.</summary>
        public readonly bool[] Labels = new bool[Max];
        public int Count;

        public int Find(string name)
        {
            for (int i = 0; i < Count; i++)
            {
                if (Names[i] == name) return i;
            }

            return -1;
        }

        public bool HasInstaller()
        {
            for (int i = 0; i < Count; i++)
            {
                if (Roles[i] == (byte)UserRole.Installer) return true;
            }

            return false;
        }

        public AccessUsers Copy()
        {
            var copy = new AccessUsers { Count = Count };
            System.Array.Copy(Names, copy.Names, Max);
            System.Array.Copy(Hashes, copy.Hashes, Max);
            System.Array.Copy(Roles, copy.Roles, Max);
            System.Array.Copy(Labels, copy.Labels, Max);
            return copy;
        }
    }
}
