// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Points;
using Wattwarden.Settings;

namespace Wattwarden.Controller
{
    /// <summary>Looks once a second at what may be wrong with the device and tells the log. The words are those of docs/reference/diagnostics.md.</summary>
    public sealed class DiagnosticsTask : ILoopTask
    {
        /// <summary>A clock that nobody has set is worth a word after the first minute: NTP needs its time.</summary>
        public const int ClockGraceMs = 60000;

        /// <summary>Looks in a row at which a module's last request has failed, or it is refused what is wanted, until that is told.</summary>
        public const int MissesToTell = 3;

        private const int LookMs = 1000;

        private readonly EnergyController _controller;
        private readonly DiagnosticLog _log;
        private readonly byte[] _misses = new byte[MeterBank.ModuleCount];
        private readonly byte[] _refusals = new byte[MeterBank.ModuleCount];
        private readonly Diary _diary;
        private readonly int _safeMode;
        private readonly int _fault;
        private readonly int _clock;
        private readonly int _flash;
        private readonly int _firstModule;
        private readonly int _firstRefusing;
        private readonly int _firstSensor;
        private readonly int _firstAnalog;
        private readonly int _firstOutput;
        private int _writtenChange;
        private int _seenChange;
        private long _changedAtMs;
        private long _writtenAtMs = -Diary.WriteEveryMs;

        internal DiagnosticsTask(EnergyController controller, DiagnosticLog log)
        {
            _controller = controller;
            _log = log;
            _diary = new Diary(controller.Storage.Files, log, controller.Clock);
            _safeMode = log.Define(DiagnosticKind.Error, "loop", "safe mode: rules do not run");
            _fault = log.Define(DiagnosticKind.Error, "loop", "outputs are safe after a fault");
            _clock = log.Define(DiagnosticKind.Warning, "clock", "time is unknown");
            _flash = log.Define(DiagnosticKind.Error, "flash", "does not take what is to be stored");
            _firstModule = log.Define(DiagnosticKind.Error, "module1", "does not answer");
            for (int i = 1; i < MeterBank.ModuleCount; i++) log.Define(DiagnosticKind.Error, "module" + (i + 1).ToString(), "does not answer");
            _firstRefusing = log.Define(DiagnosticKind.Error, "module1", "answers, but refuses what it is asked");
            for (int i = 1; i < MeterBank.ModuleCount; i++) log.Define(DiagnosticKind.Error, "module" + (i + 1).ToString(), "answers, but refuses what it is asked");
            _firstSensor = log.Define(DiagnosticKind.Warning, PointId.FirstSensor, PointId.SensorCount, "sensor fails");
            _firstAnalog = log.Define(DiagnosticKind.Warning, PointId.FirstAnalog, PointId.AnalogCount, "sensor fails");
            _firstOutput = log.Define(DiagnosticKind.Error, PointId.FirstOutput, PointId.OutputCount, "relay does not follow");
        }

        public string Name => "diagnostics";

        public long DueAtMs { get; private set; }

        /// <summary>Why the device started, in words.</summary>
        public string LastRestart { get; private set; } = "";

        /// <summary>What earlier starts have left, and what this one has to say. After the settings were read.</summary>
        internal void Start(long nowMs)
        {
            string asked = _diary.Load();
            LastRestart = asked == null ? "power on, or the program failed" : asked;
            _log.Note(DiagnosticKind.Info, "device", "started", LastRestart, nowMs);
            LoadOutcome outcome = _controller.Store.Outcome;
            if (outcome != LoadOutcome.Loaded && outcome != LoadOutcome.Defaults)
                _log.Note(DiagnosticKind.Warning, "settings", "not all that was saved is in effect", _controller.SettingsState, nowMs);
            _writtenChange = _log.Change;
            _seenChange = _log.Change;
        }

        /// <summary>The last word before a restart.</summary>
        internal void Restarting(string reason, long nowMs)
        {
            _log.Note(DiagnosticKind.Info, "device", Diary.RestartMessage, reason, nowMs);
            _diary.TryWrite(nowMs);
        }

        public void Run(long nowMs)
        {
            DueAtMs = nowMs + LookMs;
            bool safeMode = _controller.SafeMode;
            _log.Set(_safeMode, safeMode, nowMs);
            _log.Set(_fault, _controller.OutputsAreSafe && !safeMode, _controller.Culprit, nowMs);
            _log.Set(_clock, !_controller.Clock.IsKnown && nowMs >= ClockGraceMs, nowMs);
            _log.Set(_flash, _controller.Storage.Files.IsRefusing, nowMs);
            for (int i = 0; i < MeterBank.ModuleCount; i++) LookAtModule(i, nowMs);
            Look(_firstSensor, PointId.FirstSensor, PointId.SensorCount, nowMs);
            Look(_firstAnalog, PointId.FirstAnalog, PointId.AnalogCount, nowMs);
            Look(_firstOutput, PointId.FirstOutput, PointId.OutputCount, nowMs);
            Keep(nowMs);
        }

        private void Keep(long nowMs)
        {
            if (_log.Change == _writtenChange) return;
            if (_log.Change != _seenChange)
            {
                _seenChange = _log.Change;
                _changedAtMs = nowMs;
            }

            if (nowMs - _changedAtMs < Diary.SettleMs || nowMs - _writtenAtMs < Diary.WriteEveryMs) return;
            _writtenAtMs = nowMs;
            _writtenChange = _log.Change;
            _diary.TryWrite(nowMs);
        }

        private void LookAtModule(int module, long nowMs)
        {
            ModuleSettings settings = _controller.Meters.Module(module).Settings;
            SlaveCounters counters = _controller.Bus.Counters;
            int slot = settings == null || !settings.On ? -1 : counters.IndexOf(settings.Slave);
            if (slot < 0 || counters.LastStatus(slot) < ModbusStatus.Timeout) _misses[module] = 0;
            else if (_misses[module] < MissesToTell) _misses[module]++;
            bool isSilent = _misses[module] == MissesToTell;
            _log.Set(_firstModule + module, isSilent, nowMs);
            ModbusStatus refusal = isSilent ? ModbusStatus.Ok : _controller.Meters.Module(module).Refusal;
            if (refusal == ModbusStatus.Ok) _refusals[module] = 0;
            else if (_refusals[module] < MissesToTell) _refusals[module]++;
            TellRefusal(_firstRefusing + module, _refusals[module] == MissesToTell, refusal, nowMs);
        }

        // The words are made only when something changes: the device allocates 12 bytes for a literal each time it comes by one.
        private void TellRefusal(int condition, bool present, ModbusStatus refusal, long nowMs)
        {
            if (_log.IsPresent(condition) != present) _log.Set(condition, present, StatusWords.Of(refusal), nowMs);
        }

        private void Look(int condition, int point, int count, long nowMs)
        {
            byte[] qualities = _controller.Points.Qualities;
            for (int i = 0; i < count; i++) _log.Set(condition + i, qualities[point + i] == (byte)Quality.Failed, nowMs);
        }
    }
}
