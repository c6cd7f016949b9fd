// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Web
{
    /// <summary>The device's web side: the page's files, login, and the endpoints it is given. Translates, never decides.</summary>
    public sealed class WebEdge : IHttpHandler
    {
        private const string ApiStart = "/api/";
        private const int OwnEndpoints = 8;

        private readonly PageFiles _pages = new PageFiles();
        private readonly Router _router;

        /// <param name="clock">Uptime for sessions and the login's delays.</param>
        /// <param name="system">Random bytes and HMAC.</param>
        /// <param name="access">Who may log in.</param>
        /// <param name="door">Takes a changed password.</param>
        /// <param name="endpoints">The rows of the API besides login, logout, session, users, password and lock.</param>
        /// <param name="statistics">Counts requests and faults.</param>
        public WebEdge(IClock clock, ISystem system, AccessSection access, ISettingsDoor door, ApiEndpoint[] endpoints, WebStatistics statistics)
        {
            Sessions = new SessionTable(system);
            var password = new OwnPassword(system, access);
            var all = new ApiEndpoint[OwnEndpoints + endpoints.Length];
            var guard = new LoginGuard();
            all[0] = new LoginEndpoint(system, access, Sessions, guard);
            all[1] = new LogoutEndpoint(Sessions);
            all[2] = new SessionEndpoint();
            all[3] = new UsersEndpoint(access);
            all[4] = new PasswordEndpoint(system, access, Sessions, door, password);
            all[5] = new UsersPutEndpoint(system, access, Sessions, door);
            all[6] = new LockEndpoint(Sessions);
            all[7] = new UnlockEndpoint(Sessions, password);
            System.Array.Copy(endpoints, 0, all, OwnEndpoints, endpoints.Length);
            _router = new Router(all, Sessions, clock, statistics, new BasicAccess(system, access, guard));
        }

        public SessionTable Sessions { get; }

        public Router Router => _router;

        public void Handle(IHttpExchange exchange)
        {
            if (!exchange.Path.StartsWith(ApiStart) && _pages.TryHandle(exchange)) return;
            _router.Handle(exchange);
        }
    }
}
