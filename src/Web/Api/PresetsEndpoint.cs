// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/presets: the meters that the device knows.</summary>
    public sealed class PresetsEndpoint : ApiEndpoint
    {
        public PresetsEndpoint()
            : base(UserRole.Installer, 0)
        {
        }

        public override void Handle(ApiCall call)
        {
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Name("presets");
            json.BeginArray();
            for (int i = 0; i < PresetCatalog.Count; i++)
            {
                json.BeginObject();
                json.Member("id", PresetCatalog.Id(i));
                json.Member("title", PresetCatalog.Title(i));
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }
    }
}
