// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>What somebody may do; each role may do what the ones before it may.</summary>
    public enum UserRole : byte
    {
        /// <summary>Not logged in.</summary>
        None = 0,

        /// <summary>Sees what the installer has not hidden.</summary>
        Viewer = 1,

        /// <summary>Also switches outputs.</summary>
        User = 2,

        /// <summary>Sees everything and changes settings.</summary>
        Installer = 3,
    }
}
