// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// Brings a request to its endpoint, or says why not. The order of the checks: path 404, method 405, origin 403, login 401, role 403,
    /// type 415, length 411 and 413, body 400. A fault in an endpoint is answered with 500 and counted.
    /// </summary>
    public sealed class Router
    {
        public const int MaxBodyBytes = 20 * 1024;

        private const int MaxPathLength = 96;
        private const int MaxIdLength = 32;
        private const string Methods = "GET|POST|PUT";

        private readonly IApiTable _table;
        private readonly SessionTable _sessions;
        private readonly IClock _clock;
        private readonly object _longBody = new object();
        private readonly WebStatistics _statistics;
        private readonly BasicAccess _basic;
        private readonly ISettingsDoor _door;

        public Router(IApiTable table, SessionTable sessions, IClock clock, WebStatistics statistics, BasicAccess basic, ISettingsDoor door)
        {
            _door = door;
            _table = table;
            _sessions = sessions;
            _clock = clock;
            _statistics = statistics;
            _basic = basic;
        }

        /// <summary>Answers the request. Never throws for anything that a client or an endpoint does.</summary>
        public void Handle(IHttpExchange exchange)
        {
            System.Threading.Interlocked.Increment(ref _statistics.Requests);
            var call = new ApiCall(exchange, _clock.UptimeMs);
            try
            {
                Dispatch(call);
                if (call.Exchange.Method != "GET") _door.Settle();
                if (!call.Reply.HasStatus) call.Reply.NoContent();
            }
            catch (System.Exception)
            {
                // The reason stays inside: it may hold anything, and the client can do nothing with it.
                System.Threading.Interlocked.Increment(ref _statistics.Faults);
                call.Reply.Error(HttpStatus.InternalServerError, "the device failed to answer this request");
            }

            call.Reply.End();
        }

        private void Dispatch(ApiCall call)
        {
            ApiEndpoint endpoint = FindEndpoint(call);
            if (endpoint == null) return;
            bool changes = call.Exchange.Method != "GET";
            if (changes && !RequestGate.IsFromOwnPage(call.Exchange))
            {
                call.Error(HttpStatus.Forbidden, "the request comes from another site", null);
                return;
            }

            if (!IsAllowed(endpoint, call, changes)) return;
            // A script's header cannot be forged by another site's page, as a cookie could; so it needs no type that such a page cannot send.
            bool isScript = endpoint.IsForScripts && call.Token.Length == 0;
            if (changes && !isScript && !RequestGate.IsJson(call.Exchange)) call.Error(HttpStatus.UnsupportedMediaType, "the body must be application/json", null);
            else if (endpoint.MaxBodyBytes == 0) endpoint.Handle(call);
            else TakeBody(endpoint, call);
        }

        private ApiEndpoint FindEndpoint(ApiCall call)
        {
            ApiEndpoint endpoint = Find(call.Exchange.Method, call);
            if (endpoint != null) return endpoint;
            string allowed = "";
            for (int i = 0; i < WordList.Count(Methods); i++)
            {
                string method = WordList.At(Methods, i);
                if (Find(method, call) != null) allowed = allowed.Length == 0 ? method : allowed + ", " + method;
            }

            if (allowed.Length == 0)
            {
                call.Error(HttpStatus.NotFound, "there is nothing at this path", null);
                return null;
            }

            call.Reply.SetHeader("Allow", allowed);
            call.Error(HttpStatus.MethodNotAllowed, "this method is not for this path", null);
            return null;
        }

        private ApiEndpoint Find(string method, ApiCall call)
        {
            string path = call.Exchange.Path;
            int slash = path.LastIndexOf('/');
            if (slash < 0 || path.Length > MaxPathLength) return null;
            ApiEndpoint endpoint = _table.Find(method + " " + path);
            if (endpoint != null) return endpoint;
            string before = path.Substring(0, slash);
            if (slash == path.Length - 1)
            {
                endpoint = _table.Find(method + " " + before);
                return endpoint != null && endpoint.IsForScripts ? endpoint : null;
            }

            string id = path.Substring(slash + 1);
            endpoint = IsId(id) ? _table.Find(method + " " + before + "/{id}") : null;
            if (endpoint != null) call.Id = id;
            return endpoint;
        }

        private bool IsAllowed(ApiEndpoint endpoint, ApiCall call, bool changes)
        {
            call.Token = SessionCookie.Token(call.Exchange);
            if (call.Token.Length > 0) _sessions.TryUse(call.Token, changes || endpoint.IsUse, call.NowMs, call.Session);
            else if (endpoint.IsForScripts && !_basic.TryEnter(call)) return false;
            if (call.Session.MustSetPassword && !endpoint.IsBeforeOwnPassword) call.Error(HttpStatus.Forbidden, "set your own password first", "password");
            else if (call.Role >= endpoint.MinRole) return true;
            else if (call.Role == UserRole.None) call.Error(HttpStatus.Unauthorized, "log in first", null);
            else if (call.Session.AccountRole >= endpoint.MinRole) call.Error(HttpStatus.Forbidden, "this session is locked", "session");
            else call.Error(HttpStatus.Forbidden, endpoint.MinRole == UserRole.Installer ? "only the installer may do this" : "a viewer may only look", null);
            return false;
        }

        private void TakeBody(ApiEndpoint endpoint, ApiCall call)
        {
            int length = call.Exchange.BodyLength;
            int limit = endpoint.MaxBodyBytes < MaxBodyBytes ? endpoint.MaxBodyBytes : MaxBodyBytes;
            if (length <= 0)
            {
                call.Error(HttpStatus.LengthRequired, "a body with its length is needed", null);
            }
            else if (length > limit)
            {
                call.Error(HttpStatus.ContentTooLarge, "the body is longer than " + limit.ToString() + " bytes", null);
            }
            else if (limit <= ApiEndpoint.SmallBodyBytes)
            {
                HandleBody(endpoint, call, new byte[length], length);
            }
            else
            {
                // One at a time, and no longer than it is needed: the heap has room for one.
                lock (_longBody)
                {
                    HandleBody(endpoint, call, new byte[length], length);
                }
            }
        }

        private static void HandleBody(ApiEndpoint endpoint, ApiCall call, byte[] buffer, int length)
        {
            if (!RequestGate.TryReadBody(call.Exchange, buffer, length))
            {
                call.Error(HttpStatus.BadRequest, "the body ended before its announced length", null);
                return;
            }

            call.BodyBytes = buffer;
            call.BodyLength = length;
            call.Body = new JsonReader();
            call.Body.Reset(buffer, 0, length);
            buffer = null;   // a parameter would keep it on the heap after the reader has let go of it
            endpoint.Handle(call);
        }

        private static bool IsId(string text)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
            if (bytes.Length > MaxIdLength) return false;
            for (int i = 0; i < bytes.Length; i++)
            {
                byte b = bytes[i];
                if (!((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b == '-')) return false;
            }

            return true;
        }
    }
}
