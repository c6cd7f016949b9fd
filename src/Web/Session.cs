// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>What a request's session is worth. Filled by SessionTable.</summary>
    public sealed class Session
    {
        public string User = "";

        /// <summary>The account's role.</summary>
        public UserRole AccountRole;

        /// <summary>May only look, until the password comes.</summary>
        public bool Locked;

        /// <summary>Came in with the label's password and has none of its own.</summary>
        public bool MustSetPassword;

        internal void CopyFrom(Session other)
        {
            User = other.User;
            AccountRole = other.AccountRole;
            Locked = other.Locked;
            MustSetPassword = other.MustSetPassword;
        }

        /// <summary>What it may do now.</summary>
        public UserRole Role => Locked && AccountRole > UserRole.Viewer ? UserRole.Viewer : AccountRole;
    }
}
