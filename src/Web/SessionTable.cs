// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// Who is logged in: at most eight, each known by a random token of 16 bytes. A session ends after half an hour (installers) or half a day
    /// without a request; a page that only polls keeps it, but the session is locked after the same time. A ninth login ends the session
    /// that was silent longest. Lost at restart. Any thread.
    /// </summary>
    public sealed class SessionTable
    {
        public const int MaxSessions = 8;
        public const int TokenBytes = 16;

        /// <summary>An installer's.</summary>
        public const long IdleLimitMs = 30 * 60 * 1000;

        /// <summary>Of people who look at their house.</summary>
        public const long LongIdleLimitMs = 12 * 60 * 60 * 1000;

        private readonly ISystem _system;
        private readonly object _gate = new object();
        private readonly byte[][] _tokens = new byte[MaxSessions][];   // null: free
        private readonly string[] _users = Strings.Blank(MaxSessions);
        private readonly byte[] _roles = new byte[MaxSessions];   // UserRole
        private readonly bool[] _locked = new bool[MaxSessions];
        private readonly bool[] _mustSet = new bool[MaxSessions];
        private readonly long[] _seenAtMs = new long[MaxSessions];
        private readonly long[] _usedAtMs = new long[MaxSessions];

        public SessionTable(ISystem system)
        {
            _system = system;
        }

        /// <summary>Opens a session and returns its token, 32 hexadecimal digits.</summary>
        public string Open(string user, UserRole role, bool mustSetPassword, long nowMs)
        {
            byte[] token = new byte[TokenBytes];
            _system.FillRandom(token);
            lock (_gate)
            {
                int slot = FreeSlot(nowMs);
                _tokens[slot] = token;
                _users[slot] = user;
                _roles[slot] = (byte)role;
                _locked[slot] = false;
                _mustSet[slot] = mustSetPassword;
                _seenAtMs[slot] = nowMs;
                _usedAtMs[slot] = nowMs;
            }

            return HexText.Encode(token);
        }

        /// <summary>Finds the session of a token. False: unknown or expired.</summary>
        /// <param name="token">As the client sent it.</param>
        /// <param name="isUse">False for what a page asks by itself again and again.</param>
        /// <param name="nowMs">Uptime.</param>
        /// <param name="into">Filled when found.</param>
        public bool TryUse(string token, bool isUse, long nowMs, Session into)
        {
            lock (_gate)
            {
                int slot = Find(token, nowMs);
                if (slot < 0) return false;
                _locked[slot] |= nowMs - _usedAtMs[slot] >= LimitMs(slot);
                _seenAtMs[slot] = nowMs;
                if (isUse && !_locked[slot]) _usedAtMs[slot] = nowMs;
                into.User = _users[slot];
                into.AccountRole = (UserRole)_roles[slot];
                into.Locked = _locked[slot];
                into.MustSetPassword = _mustSet[slot];
                return true;
            }
        }

        /// <summary>Locks the session, or unlocks it.</summary>
        public void SetLocked(string token, bool locked, long nowMs)
        {
            lock (_gate)
            {
                int slot = Find(token, nowMs);
                if (slot < 0) return;
                _locked[slot] = locked;
                _usedAtMs[slot] = nowMs;
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

        /// <summary>Ends every session of a user.</summary>
        public void CloseUser(string user) => CloseOthers(user, -1);

        /// <summary>The user has set a password: ends every session but the one that did it.</summary>
        public void PasswordSet(string user, string token, long nowMs)
        {
            lock (_gate)
            {
                int slot = Find(token, nowMs);
                CloseOthers(user, slot);
                if (slot >= 0) _mustSet[slot] = false;
            }
        }

        private void CloseOthers(string user, int but)
        {
            lock (_gate)
            {
                for (int i = 0; i < MaxSessions; i++)
                {
                    if (i != but && _tokens[i] != null && _users[i] == user) _tokens[i] = null;
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
                if (_seenAtMs[i] < _seenAtMs[oldest]) oldest = i;
            }

            return oldest;
        }

        private bool IsOpen(int slot, long nowMs) => _tokens[slot] != null && nowMs - _seenAtMs[slot] < LimitMs(slot);

        private long LimitMs(int slot) => _roles[slot] == (byte)UserRole.Installer ? IdleLimitMs : LongIdleLimitMs;
    }
}
