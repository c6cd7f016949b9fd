// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>What somebody may do; each role may do what the ones before it may.</summary>
    public enum UserRole : byte
    {
        /// <summary>Not logged in.</summary>
        None = 0,

        /// <summary>Sees values and switches outputs.</summary>
        User = 1,

        /// <summary>Also changes settings.</summary>
        Installer = 2,
    }
}
