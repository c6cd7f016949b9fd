// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>
    /// What one row of the API does. Made for one request and dropped after it: sixty that stay would take 8 KB of the heap. The router has checked who
    /// asks, where the request comes from and how long its body is before it calls Handle. Several requests are handled at once, except for
    /// endpoints with long bodies: those come one at a time.
    /// </summary>
    public abstract class ApiEndpoint
    {
        /// <summary>Longer bodies are taken one at a time; strangers, whose bodies are never longer, cannot block those.</summary>
        public const int SmallBodyBytes = 512;

        /// <param name="minRole">The least that the caller must be; None: not logged in.</param>
        /// <param name="maxBodyBytes">Longest body; 0: the endpoint takes none.</param>
        protected ApiEndpoint(UserRole minRole, int maxBodyBytes)
        {
            MinRole = minRole;
            MaxBodyBytes = maxBodyBytes;
        }

        public UserRole MinRole { get; }

        public int MaxBodyBytes { get; }

        /// <summary>Whether somebody who only looks at it is at work; false for what a page asks by itself again and again.</summary>
        public virtual bool IsUse => false;

        /// <summary>Whether it answers somebody who still has the label's password.</summary>
        public virtual bool IsBeforeOwnPassword => MinRole == UserRole.None;

        /// <summary>Whether it takes HTTP Basic instead of a session, and a slash at the end of its path: for scripts written for other devices.</summary>
        public virtual bool IsForScripts => false;

        public abstract void Handle(ApiCall call);
    }
}
