// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>Asks somebody who is logged in for his password again, with a delay of its own: a borrowed session must not become a way to guess it.</summary>
    public sealed class OwnPassword
    {
        private readonly ISystem _system;
        private readonly AccessSection _access;
        private readonly LoginGuard _guard = new LoginGuard();

        public OwnPassword(ISystem system, AccessSection access)
        {
            _system = system;
            _access = access;
        }

        /// <summary>False: it is wrong, or there were too many wrong ones; the answer says so.</summary>
        public bool Check(ApiCall call, string password, string field)
        {
            lock (_guard)
            {
                long waitMs = _guard.WaitMs(call.User, call.NowMs);
                if (waitMs > 0)
                {
                    LoginEndpoint.Slow(call, waitMs);
                    return false;
                }

                if (_access.TryLogin(_system, call.User, password, out _, out _))
                {
                    _guard.Succeeded(call.User, call.NowMs);
                    return true;
                }

                _guard.Failed(call.User, call.NowMs);
            }

            call.Error(HttpStatus.Forbidden, "is wrong", field);
            return false;
        }
    }
}
