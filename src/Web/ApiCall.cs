// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>One request to one endpoint: who asks, for what, with which body; and the answer. Not kept after Handle.</summary>
    public sealed class ApiCall
    {
        public ApiCall(IHttpExchange exchange, long nowMs)
        {
            Exchange = exchange;
            Reply = new HttpReply(exchange);
            NowMs = nowMs;
        }

        public IHttpExchange Exchange { get; }

        public HttpReply Reply { get; }

        /// <summary>Uptime when the request came.</summary>
        public long NowMs { get; }

        /// <summary>What stood for {id} in the path, 1 to 32 of a–z A–Z 0–9 _ -; empty when the path has none.</summary>
        public string Id { get; internal set; } = "";

        /// <summary>Who asks; nobody unless the router has found a session.</summary>
        public Session Session { get; } = new Session();

        public string User => Session.User;

        /// <summary>What the caller may do now.</summary>
        public UserRole Role => Session.Role;

        /// <summary>The session's token as the client sent it; not checked unless Role says so.</summary>
        public string Token { get; internal set; } = "";

        /// <summary>Stands before the first token of the body; null for endpoints that take none.</summary>
        public JsonReader Body { get; internal set; }

        /// <summary>The bytes that Body reads, from 0 to BodyLength; the endpoint may change them.</summary>
        public byte[] BodyBytes { get; internal set; }

        public int BodyLength { get; internal set; }

        /// <summary>Starts the answer's JSON.</summary>
        public JsonWriter Json(int status) => Reply.Json(status);

        public void Error(int status, string error, string field) => Reply.Error(status, error, field);

        /// <summary>Answers 400. When the body is not even JSON that is what it says, whatever the handler missed.</summary>
        public void RefuseBody(string error, string field)
        {
            if (Body.Token == JsonToken.Error) Error(HttpStatus.BadRequest, "not JSON, or nested too deeply, at byte " + Body.Position.ToString(), field);
            else Error(HttpStatus.BadRequest, error, field);
        }

        /// <summary>True when the body holds nothing more; otherwise answers 400. Call it after the last token, before acting.</summary>
        public bool BodyEnds()
        {
            if (!Body.Read() && Body.Token == JsonToken.End) return true;
            RefuseBody("the body holds more than one value", null);
            return false;
        }
    }
}
