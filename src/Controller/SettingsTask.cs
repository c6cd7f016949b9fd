// SPDX-License-Identifier: MIT
using Wattwarden.Settings;

namespace Wattwarden.Controller
{
    /// <summary>Puts settings in effect that another thread has checked and stored.</summary>
    public sealed class SettingsTask : IAskedTask
    {
        private readonly EnergyController _controller;
        private readonly SettingsStore _store;

        public SettingsTask(EnergyController controller, SettingsStore store)
        {
            _controller = controller;
            _store = store;
        }

        public string Name => "settings";

        public long DueAtMs => _store.HasPending ? 0 : long.MaxValue;

        public void Run(long nowMs)
        {
            if (_store.CommitPending()) _controller.SettingsChanged();
        }
    }
}
