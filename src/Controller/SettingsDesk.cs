// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>The door to the settings for edges whose clients read what they have just written.</summary>
    public sealed class SettingsDesk : ISettingsDoor
    {
        private const int WaitMs = 3000;

        private readonly EnergyController _controller;

        public SettingsDesk(EnergyController controller)
        {
            _controller = controller;
        }

        public SaveOutcome Put(ISettingsSection section, JsonReader reader, SettingsFault fault) => _controller.Store.Put(section, reader, fault);

        public void Settle()
        {
            if (_controller.Store.HasPending) _controller.TryRun(new PutInEffect(), WaitMs);
        }

        private sealed class PutInEffect : LoopJob
        {
            protected override void Run(EnergyController controller, long nowMs)
            {
                if (controller.Store.CommitPending()) controller.SettingsChanged();
            }
        }
    }
}
