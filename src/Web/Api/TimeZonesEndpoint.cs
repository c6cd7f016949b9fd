// SPDX-License-Identifier: MIT
using Wattwarden.Text;
using Wattwarden.Time;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/time-zones: the usual zones by name, with the rule that the settings keep.</summary>
    public sealed class TimeZonesEndpoint : ApiEndpoint
    {
        public TimeZonesEndpoint()
            : base(UserRole.Viewer, 0)
        {
        }

        public override void Handle(ApiCall call)
        {
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Name("zones");
            json.BeginArray();
            for (int row = 0; row < ZoneCatalog.Count; row++)
            {
                json.BeginObject();
                json.Member("name", ZoneCatalog.Name(row));
                json.Member("zone", ZoneCatalog.Rule(row));
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }
    }
}
