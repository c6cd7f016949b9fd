// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>The status codes in use (RFC 9110, section 15).</summary>
    public static class HttpStatus
    {
        public const int Ok = 200;
        public const int Accepted = 202;
        public const int NoContent = 204;
        public const int NotModified = 304;
        public const int BadRequest = 400;
        public const int Unauthorized = 401;
        public const int Forbidden = 403;
        public const int NotFound = 404;
        public const int MethodNotAllowed = 405;
        public const int RequestTimeout = 408;
        public const int Conflict = 409;
        public const int LengthRequired = 411;
        public const int ContentTooLarge = 413;
        public const int UnsupportedMediaType = 415;
        public const int TooManyRequests = 429;
        public const int UriTooLong = 414;
        public const int HeadersTooLarge = 431;
        public const int InternalServerError = 500;
        public const int ServiceUnavailable = 503;
        public const int InsufficientStorage = 507;
    }
}
