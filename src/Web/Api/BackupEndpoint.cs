// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// GET /api/v1/backup: all settings but those with secrets. POST /api/v1/backup {"passphrase":"…"}: all settings, the secrets encrypted.
    /// </summary>
    public sealed class BackupEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        /// <param name="controller">Whose settings.</param>
        /// <param name="method">GET or POST.</param>
        public BackupEndpoint(EnergyController controller, string method)
            : base(method, "/api/v1/backup", UserRole.Installer, method == "GET" ? 0 : SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            string passphrase = null;
            if (Method != "GET" && !TryReadPassphrase(call, out passphrase)) return;
            call.Reply.SetHeader("Content-Disposition", "attachment; filename=\"wattwarden-backup.json\"");
            call.Json(HttpStatus.Ok);
            if (BackupWriter.TryWrite(call.Reply, _controller.Store, _controller.Board.System, EnergyController.Version, passphrase)) return;
            call.Reply.SetHeader("Retry-After", "1");
            call.Error(HttpStatus.Conflict, "settings are just changing, try again in a moment", null);
        }

        private static bool TryReadPassphrase(ApiCall call, out string passphrase)
        {
            passphrase = null;
            JsonReader body = call.Body;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "expected an object such as {\"passphrase\":\"…\"}", null);
            while (body.Read(JsonToken.Name))
            {
                string key = body.Text();
                if (key != "passphrase") return Refuse(call, "unknown key; allowed: passphrase", key);
                if (!body.Read(JsonToken.Text)) return Refuse(call, "must be text", key);
                passphrase = body.Text();
            }

            if (body.Token != JsonToken.EndObject) return Refuse(call, "expected an object", null);
            if (!BackupWriter.IsFit(passphrase)) return Refuse(call, "must have 12 to 64 printable ASCII characters", "passphrase");
            return call.BodyEnds();
        }

        private static bool Refuse(ApiCall call, string error, string field)
        {
            call.RefuseBody(error, field);
            return false;
        }
    }
}
