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
        private readonly bool _withSecrets;

        public BackupEndpoint(EnergyController controller, bool withSecrets)
            : base(UserRole.Installer, withSecrets ? SmallBodyBytes : 0)
        {
            _controller = controller;
            _withSecrets = withSecrets;
        }

        public override void Handle(ApiCall call)
        {
            string passphrase = null;
            if (_withSecrets && !TryReadPassphrase(call, out passphrase)) return;
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
