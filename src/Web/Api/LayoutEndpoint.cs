// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>PUT /api/v1/layout {"tiles":[…]}: where the tiles lie. For users only while the installer has left the layout unlocked.</summary>
    public sealed class LayoutEndpoint : ApiEndpoint
    {
        private const int DocumentBytes = 4096;

        private readonly EnergyController _controller;

        public LayoutEndpoint(EnergyController controller)
            : base(UserRole.User, DocumentBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            if (call.Role != UserRole.Installer && _controller.Status.View.Current.Locked)
            {
                call.Error(HttpStatus.Forbidden, "the layout is locked; only the installer can unlock it", "locked");
                return;
            }

            var fault = new SettingsFault();
            var document = new TextBuffer(DocumentBytes);
            if (!_controller.Status.View.TryWriteWithTiles(call.Body, fault, new JsonWriter(document)))
            {
                call.RefuseBody(fault.Message, fault.Key);
                return;
            }

            if (!call.BodyEnds()) return;
            var reader = new JsonReader();
            reader.Reset(document.Bytes, 0, document.Length);
            SectionPut.Answer(call, _controller.Store.Put(_controller.Status.View, reader, fault), fault);
        }
    }
}
