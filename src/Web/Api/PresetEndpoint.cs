// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/presets/{id}: the line of a meter as it leaves its factory, and every quantity that it offers.</summary>
    public sealed class PresetEndpoint : ApiEndpoint
    {
        public PresetEndpoint()
            : base(UserRole.Installer, 0)
        {
        }

        public override void Handle(ApiCall call)
        {
            RegisterTable table = PresetCatalog.Create(call.Id);
            if (table == null)
            {
                call.Error(HttpStatus.NotFound, "no such preset", "id");
                return;
            }

            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("id", table.Id);
            json.Member("title", table.Title);
            json.Member("slave", table.Slave);
            json.Member("bitRate", table.BitRate);
            json.Member("parity", table.Parity == LineParity.None ? "none" : table.Parity == LineParity.Even ? "even" : "odd");
            json.Member("stopBits", table.StopBits);
            json.Name("quantities");
            json.BeginArray();
            for (int row = 0; row < table.Count; row++)
            {
                json.BeginObject();
                json.Member("quantity", table.RowId(row));
                json.Member("title", table.RowTitle(row));
                json.Member("unit", table.RowUnit(row));
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }
    }
}
