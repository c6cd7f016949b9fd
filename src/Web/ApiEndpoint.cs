// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>
    /// One row of the API: a method on a path. The router has checked who asks, where the request comes from and how long its body is before
    /// it calls Handle. Handle is called by several threads at once, except for endpoints with long bodies: those come one at a time.
    /// </summary>
    public abstract class ApiEndpoint
    {
        /// <summary>Longer bodies are taken one at a time; strangers, whose bodies are never longer, cannot block those.</summary>
        public const int SmallBodyBytes = 512;

        /// <param name="method">GET, POST or PUT. GET changes nothing.</param>
        /// <param name="path">Exact path; it may end in "/{id}".</param>
        /// <param name="minRole">The least that the caller must be; None: not logged in.</param>
        /// <param name="maxBodyBytes">Longest body; 0: the endpoint takes none.</param>
        protected ApiEndpoint(string method, string path, UserRole minRole, int maxBodyBytes)
        {
            Method = method;
            Path = path;
            MinRole = minRole;
            MaxBodyBytes = maxBodyBytes;
        }

        public string Method { get; }

        public string Path { get; }

        public UserRole MinRole { get; }

        public int MaxBodyBytes { get; }

        /// <summary>Whether somebody who asks for it is at work; false for what a page asks by itself again and again.</summary>
        public virtual bool IsUse => Method != "GET";

        /// <summary>Whether it answers somebody who still has the label's password.</summary>
        public virtual bool IsBeforeOwnPassword => MinRole == UserRole.None;

        /// <summary>Whether it takes HTTP Basic instead of a session, and a slash at the end of its path: for scripts written for other devices.</summary>
        public virtual bool IsForScripts => false;

        public abstract void Handle(ApiCall call);
    }
}
