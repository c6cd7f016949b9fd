// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Web
{
    /// <summary>The device's web side: the page's files, login, and the endpoints it is given. Translates, never decides.</summary>
    public sealed class WebEdge : IHttpHandler, IApiTable
    {
        private const string ApiStart = "/api/";

        private readonly PageFiles _pages = new PageFiles();
        private readonly LoginGuard _guard = new LoginGuard();
        private readonly ISystem _system;
        private readonly AccessSection _access;
        private readonly ISettingsDoor _door;
        private readonly IApiTable _others;
        private readonly OwnPassword _password;
        private readonly Router _router;

        /// <param name="clock">Uptime for sessions and the login's delays.</param>
        /// <param name="system">Random bytes and HMAC.</param>
        /// <param name="access">Who may log in.</param>
        /// <param name="door">Takes a changed password.</param>
        /// <param name="others">The rows of the API besides login, logout, session, users, password and lock.</param>
        /// <param name="statistics">Counts requests and faults.</param>
        public WebEdge(IClock clock, ISystem system, AccessSection access, ISettingsDoor door, IApiTable others, WebStatistics statistics)
        {
            _system = system;
            _access = access;
            _door = door;
            _others = others;
            _password = new OwnPassword(system, access);
            Sessions = new SessionTable(system);
            _router = new Router(this, Sessions, clock, statistics, new BasicAccess(system, access, _guard), door);
        }

        public SessionTable Sessions { get; }

        public void Handle(IHttpExchange exchange)
        {
            if (!exchange.Path.StartsWith(ApiStart) && _pages.TryHandle(exchange)) return;
            _router.Handle(exchange);
        }

        public ApiEndpoint Find(string row)
        {
            switch (row)
            {
                case "POST /api/v1/login": return new LoginEndpoint(_system, _access, Sessions, _guard);
                case "POST /api/v1/logout": return new LogoutEndpoint(Sessions);
                case "GET /api/v1/session": return new SessionEndpoint();
                case "GET /api/v1/users": return new UsersEndpoint(_access);
                case "PUT /api/v1/users": return new UsersPutEndpoint(_system, _access, Sessions, _door);
                case "POST /api/v1/password": return new PasswordEndpoint(_system, _access, Sessions, _door, _password);
                case "POST /api/v1/lock": return new LockEndpoint(Sessions);
                case "POST /api/v1/unlock": return new UnlockEndpoint(Sessions, _password);
                default: return _others.Find(row);
            }
        }
    }
}
