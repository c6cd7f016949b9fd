// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/sensors/{position} {"id":"28-…"}: "save identifier at position"; {"id":null} frees the position.</summary>
    public sealed class SensorSaveEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public SensorSaveEndpoint(EnergyController controller)
            : base(UserRole.Installer, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            if (!SensorEndpoint.TryPosition(call, out int position)) return;
            if (!TryReadBody(call, out string id) || !call.BodyEnds()) return;
            var fault = new SettingsFault();
            SectionPut.Answer(call, _controller.SensorDesk.Save(position, id, fault), fault);
        }

        private static bool TryReadBody(ApiCall call, out string id)
        {
            id = null;
            JsonReader body = call.Body;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "expected an object such as {\"id\":\"28-ff641e0f160390\"}", null);
            bool hasId = false;
            while (body.Read(JsonToken.Name))
            {
                if (!body.Is("id")) return Refuse(call, "unknown key; allowed: id", body.Text());
                hasId = true;
                body.Read();
                if (body.Token == JsonToken.Text) id = body.Text();
                else if (body.Token != JsonToken.Null) return Refuse(call, "must be a text, or null", "id");
            }

            if (body.Token != JsonToken.EndObject) return Refuse(call, "expected an object", null);
            return hasId || Refuse(call, "is missing", "id");
        }

        private static bool Refuse(ApiCall call, string error, string field)
        {
            call.RefuseBody(error, field);
            return false;
        }
    }
}
