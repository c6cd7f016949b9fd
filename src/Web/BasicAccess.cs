// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>
    /// HTTP Basic for scripts that know nothing else, for the few rows that say so. Never asked for by a challenge, so that no browser keeps a
    /// password and sends it where another site's page wants it. May do no more than a user. Hashing costs a quarter of a second, so the last two
    /// headers that were right are known again for a while by their HMAC under a key of this start.
    /// </summary>
    public sealed class BasicAccess
    {
        private const int Known = 2;
        private const long ForgetMs = 10 * 60 * 1000;
        private const int LongestHeader = 160;
        private const string Scheme = "Basic ";

        private readonly ISystem _system;
        private readonly AccessSection _access;
        private readonly LoginGuard _guard;
        private readonly object _gate = new object();
        private readonly byte[] _key = new byte[32];
        private readonly byte[][] _hashes = new byte[Known][];
        private readonly AccessUsers[] _users = new AccessUsers[Known];
        private readonly Session[] _sessions = new Session[Known];
        private readonly long[] _atMs = new long[Known];
        private int _next;

        /// <param name="system">Random bytes and HMAC.</param>
        /// <param name="access">Who may log in.</param>
        /// <param name="guard">The login's, so that both together allow no more guesses than one.</param>
        public BasicAccess(ISystem system, AccessSection access, LoginGuard guard)
        {
            _system = system;
            _access = access;
            _guard = guard;
            system.FillRandom(_key);
        }

        /// <summary>Fills the call's session from the header. False: it has answered 401 or 429.</summary>
        public bool TryEnter(ApiCall call)
        {
            string header = call.Exchange.Header("Authorization");
            if (string.IsNullOrEmpty(header) || !header.StartsWith(Scheme)) return true;
            if (header.Length > LongestHeader)
            {
                call.Error(HttpStatus.Unauthorized, "user or password is wrong", null);
                return false;
            }

            byte[] hash = _system.HmacSha256(_key, System.Text.Encoding.UTF8.GetBytes(header));
            lock (_gate)
            {
                if (IsKnown(call, hash)) return true;
            }

            return Verify(call, header, hash);
        }

        private bool IsKnown(ApiCall call, byte[] hash)
        {
            for (int i = 0; i < Known; i++)
            {
                // Another list of users, another password: nothing that was known holds.
                if (_hashes[i] == null || _users[i] != _access.Users || call.NowMs - _atMs[i] > ForgetMs || !SecretBytes.Same(_hashes[i], hash)) continue;
                call.Session.CopyFrom(_sessions[i]);
                return true;
            }

            return false;
        }

        private bool Verify(ApiCall call, string header, byte[] hash)
        {
            string address = call.Exchange.RemoteAddress ?? "";
            AccessUsers users = _access.Users;
            lock (_guard)
            {
                long waitMs = _guard.WaitMs(address, call.NowMs);
                if (waitMs > 0)
                {
                    LoginEndpoint.Slow(call, waitMs);
                    return false;
                }

                if (TrySplit(header, out string user, out string password) && _access.TryLogin(_system, user, password, out UserRole role, out bool isLabel))
                {
                    _guard.Succeeded(address, call.NowMs);
                    call.Session.User = user;
                    call.Session.AccountRole = role > UserRole.User ? UserRole.User : role;
                    call.Session.MustSetPassword = isLabel;
                    Remember(call, hash, users);
                    return true;
                }

                _guard.Failed(address, call.NowMs);
            }

            call.Error(HttpStatus.Unauthorized, "user or password is wrong", null);
            return false;
        }

        private void Remember(ApiCall call, byte[] hash, AccessUsers users)
        {
            lock (_gate)
            {
                _hashes[_next] = hash;
                _users[_next] = users;
                _sessions[_next] = new Session();
                _sessions[_next].CopyFrom(call.Session);
                _atMs[_next] = call.NowMs;
                _next = (_next + 1) % Known;
            }
        }

        private static bool TrySplit(string header, out string user, out string password)
        {
            user = "";
            password = "";
            string text;
            try
            {
                byte[] bytes = Convert.FromBase64String(header.Substring(Scheme.Length).Trim());
                for (int i = 0; i < bytes.Length; i++)
                {
                    if (bytes[i] < 0x20 || bytes[i] > 0x7E) return false;   // what is no ASCII has two spellings here
                }

                text = System.Text.Encoding.UTF8.GetString(bytes, 0, bytes.Length);
            }
            catch (Exception)
            {
                return false;
            }

            int colon = text.IndexOf(':');
            if (colon < 0) return false;
            user = text.Substring(0, colon);
            password = text.Substring(colon + 1);
            return true;
        }
    }
}
