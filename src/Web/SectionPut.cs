// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Web
{
    /// <summary>PUT of one settings section: taken whole (204) or refused whole with the key named (400).</summary>
    public sealed class SectionPut : ApiEndpoint
    {
        private readonly ISettingsSection _section;
        private readonly ISettingsDoor _door;

        public SectionPut(ISettingsSection section, ISettingsDoor door)
            : base(UserRole.Installer, Router.MaxBodyBytes)
        {
            _section = section;
            _door = door;
        }

        public override void Handle(ApiCall call)
        {
            var fault = new SettingsFault();
            call.BodyBytes = null;   // the reader alone holds the document, and lets go of it before it is stored
            Answer(call, _door.Put(_section, call.Body, fault), fault);
        }

        internal static void Answer(ApiCall call, SaveOutcome outcome, SettingsFault fault)
        {
            if (outcome == SaveOutcome.Saved)
            {
                call.Reply.NoContent();
            }
            else if (outcome == SaveOutcome.Refused)
            {
                call.Error(HttpStatus.BadRequest, fault.Message, fault.Key);
            }
            else
            {
                if (outcome == SaveOutcome.Busy) call.Reply.SetHeader("Retry-After", "1");
                call.Error(StatusOf(outcome), SettingsText.Of(outcome), null);
            }
        }

        private static int StatusOf(SaveOutcome outcome)
        {
            if (outcome == SaveOutcome.Busy) return HttpStatus.Conflict;
            return outcome == SaveOutcome.TooLarge ? HttpStatus.ContentTooLarge : HttpStatus.InsufficientStorage;
        }
    }
}
