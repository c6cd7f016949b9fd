// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// PUT /api/v1/backup: restores a backup, whole or not at all. The passphrase of one with secrets comes in the header X-Backup-Passphrase;
    /// "?secrets=skip" leaves logins and other secrets as they are. With restored logins the device restarts, so that old sessions end.
    /// </summary>
    public sealed class RestoreEndpoint : ApiEndpoint
    {
        private const string PassphraseHeader = "X-Backup-Passphrase";

        private readonly EnergyController _controller;

        public RestoreEndpoint(EnergyController controller)
            : base(UserRole.Installer, Router.MaxBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            string passphrase = call.Exchange.Header(PassphraseHeader);
            bool skip = call.Exchange.Query == "secrets=skip";
            var fault = new SettingsFault();
            var backup = new BackupReader(_controller.Board.System);
            if (!backup.TryOpen(call.BodyBytes, 0, call.BodyLength, string.IsNullOrEmpty(passphrase) ? null : passphrase, skip, fault))
            {
                call.Error(HttpStatus.BadRequest, fault.Message, fault.Key);
                return;
            }

            SaveOutcome outcome = _controller.Store.PutDocument(call.BodyBytes, backup.DocumentOffset, backup.DocumentLength, fault);
            if (outcome == SaveOutcome.Refused) call.Error(HttpStatus.BadRequest, fault.Message, FieldOf(fault));
            else if (outcome != SaveOutcome.Saved) SectionPut.Answer(call, outcome, fault);
            else Answer(call, backup.HasSecrets && !skip);
        }

        private void Answer(ApiCall call, bool restarts)
        {
            if (restarts && !LoopAccess.TryRun(_controller, new RestartJob("a backup was restored"), call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("result", "restored");
            json.Member("restarts", restarts);
            json.EndObject();
        }

        private static string FieldOf(SettingsFault fault)
        {
            if (fault.Section.Length == 0) return fault.Key;
            return "settings." + fault.Section + (fault.Key.Length == 0 || fault.Key.StartsWith("[") ? "" : ".") + fault.Key;
        }
    }
}
