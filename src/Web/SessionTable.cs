// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// Who is logged in: at most four, each known by a random token of 16 bytes and forgotten after 30 minutes without a request.
    /// A fifth login ends the session that was idle longest. Lost at restart. Any thread.
    /// </summary>
    public sealed class SessionTable
    {
        public const int MaxSessions = 4;
        public const int TokenBytes = 16;
        public const long IdleLimitMs = 30 * 60 * 1000;

        private readonly ISystem _system;
        private readonly object _gate = new object();
        private readonly byte[][] _tokens = new byte[MaxSessions][];   // null: free
        private readonly string[] _users = Strings.Blank(MaxSessions);
        private readonly byte[] _roles = new byte[MaxSessions];   // UserRole
        private readonly long[] _usedAtMs = new long[MaxSessions];

        public SessionTable(ISystem system)
        {
            _system = system;
        }

        /// <summary>Opens a session and returns its token, 32 hexadecimal digits.</summary>
        public string Open(string user, UserRole role, long nowMs)
        {
            byte[] token = new byte[TokenBytes];
            _system.FillRandom(token);
            lock (_gate)
            {
                int slot = FreeSlot(nowMs);
                _tokens[slot] = token;
                _users[slot] = user;
                _roles[slot] = (byte)role;
                _usedAtMs[slot] = nowMs;
            }

            return HexText.Encode(token);
        }

        /// <summary>Finds the session of a token and counts this as use of it. False: unknown or expired.</summary>
        public bool TryUse(string token, long nowMs, out string user, out UserRole role)
        {
            user = "";
            role = UserRole.None;
            lock (_gate)
            {
                int slot = Find(token, nowMs);
                if (slot < 0) return false;
                _usedAtMs[slot] = nowMs;
                user = _users[slot];
                role = (UserRole)_roles[slot];
                return true;
            }
        }

        public void Close(string token, long nowMs)
        {
            lock (_gate)
            {
                int slot = Find(token, nowMs);
                if (slot >= 0) _tokens[slot] = null;
            }
        }

        /// <summary>Ends every session of a user, for example when the password changes.</summary>
        public void CloseUser(string user)
        {
            lock (_gate)
            {
                for (int i = 0; i < MaxSessions; i++)
                {
                    if (_tokens[i] != null && _users[i] == user) _tokens[i] = null;
                }
            }
        }

        // Looks at every slot whether or not one has matched, so that the time says nothing about the tokens.
        private int Find(string token, long nowMs)
        {
            byte[] wanted = new byte[TokenBytes];
            if (!HexText.TryDecode(token, wanted)) return -1;
            int found = -1;
            for (int i = 0; i < MaxSessions; i++)
            {
                if (IsOpen(i, nowMs) && SecretBytes.Same(_tokens[i], wanted)) found = i;
            }

            return found;
        }

        private int FreeSlot(long nowMs)
        {
            int oldest = 0;
            for (int i = 0; i < MaxSessions; i++)
            {
                if (!IsOpen(i, nowMs)) return i;
                if (_usedAtMs[i] < _usedAtMs[oldest]) oldest = i;
            }

            return oldest;
        }

        private bool IsOpen(int slot, long nowMs) => _tokens[slot] != null && nowMs - _usedAtMs[slot] < IdleLimitMs;
    }
}
