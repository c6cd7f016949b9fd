// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Wattwarden.Network;

namespace Wattwarden.Controller
{
    /// <summary>Lets the keeper look once a second and tells the log what is wrong with the network.</summary>
    internal sealed class NetworkTask : ILoopTask
    {
        private const string Source = "network";

        private readonly NetworkDesk _desk;
        private readonly NetworkKeeper _keeper;
        private readonly DiagnosticLog _log;
        private readonly int _noLink;
        private readonly int _noAddress;
        private readonly int _fallback;
        private long _dueAtMs;
        private bool _useStored;
        private NetworkStage _told;

        public NetworkTask(NetworkDesk desk, NetworkKeeper keeper, DiagnosticLog log)
        {
            _desk = desk;
            _keeper = keeper;
            _log = log;
            _noLink = log.Define(DiagnosticKind.Warning, Source, "no link");
            _noAddress = log.Define(DiagnosticKind.Warning, Source, "no address");
            _fallback = log.Define(DiagnosticKind.Warning, Source, "settings do not work, others are in use");
        }

        public string Name => Source;

        public long DueAtMs => _desk.IsFitted ? _dueAtMs : long.MaxValue;

        /// <summary>Any thread, when settings were stored: they are to be used with the next look, not after a restart.</summary>
        public void UseStored() => _useStored = true;

        public void Run(long nowMs)
        {
            // The settings' own task stands before this one in the loop, so what was stored is in effect.
            if (_useStored)
            {
                _useStored = false;
                _keeper.Want(_desk.Section.Current, nowMs);
            }

            _dueAtMs = _keeper.Step(nowMs);
            _log.Set(_noLink, !_keeper.IsLinkUp, nowMs);
            _log.Set(_noAddress, _keeper.IsLinkUp && _keeper.Interface.Address == 0, nowMs);
            NetworkStage stage = _keeper.Stage;
            if (stage == _told) return;
            _log.Set(_fallback, stage == NetworkStage.Fallback, _keeper.State, nowMs);
            if (stage == NetworkStage.Proven && _told == NetworkStage.Trial) _log.Note(DiagnosticKind.Info, Source, "new settings work", "", nowMs);
            _told = stage;
        }
    }
}
