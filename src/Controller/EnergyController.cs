// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Rules;
using Wattwarden.Sensors;
using Wattwarden.Settings;
using Wattwarden.Text;
using Wattwarden.Time;

namespace Wattwarden.Controller
{
    /// <summary>
    /// The controller as a whole: meters feed points, points feed rules, rules ask the outputs. Owned by the loop's thread;
    /// other threads come in through <see cref="TryRun"/> and the settings store only. Knows no chip, no pin and no network.
    /// </summary>
    public sealed class EnergyController
    {
        public const string Version = "0.1.0";

        private const int SettingsCapacityBytes = 19 * 1024;
        private const int InputsCapacityBytes = 6 * 1024;
        private const int MaxSections = 20;

        private readonly ControlLoop _loop;
        private readonly JobQueue _jobs;
        private readonly BusTask _busTask;
        private readonly TemperatureTask _temperatureTask;
        private readonly DecisionTask _decisions;
        private readonly InputsTask _inputsTask;
        private readonly RestartMemory _memory;
        private readonly RestartTask _restart;
        private readonly DiagnosticsTask _diagnostics;
        private readonly bool[] _usedPoints = new bool[PointId.Count];
        private readonly ISettingsSection[] _sections = new ISettingsSection[MaxSections];
        private int _sectionCount;

        public EnergyController(IBoard board)
        {
            Board = board;
            Points = new PointTable();
            Bus = new ModbusBus(board.Rs485);
            Meters = new MeterBank(Points);
            Rules = new RuleEngine(Points);
            Outputs = new OutputBank(board.Relays, Points);
            Temperatures = new TemperatureSensors(board.OneWire, Points);
            Time = new TimeSection();
            Pulses = new PulseBank(board.Pulses, Points);
            Contacts = new ContactBank(board.Inputs, Points);
            Analogs = new AnalogBank(board.Analogs, Points);
            Inputs = new InputsSection(Pulses, Contacts);
            Clock = new WallClock(board.Clock, Time);
            _loop = new ControlLoop(board.Clock);
            _jobs = new JobQueue(this);
            _busTask = new BusTask(Bus);
            _temperatureTask = new TemperatureTask(Temperatures);
            SensorDesk = new SensorDesk(this, Temperatures, _temperatureTask);
            _decisions = new DecisionTask(Points, Rules, Outputs, _loop);
            _inputsTask = new InputsTask(Pulses, Contacts, Analogs);
            BusDesk = new BusDesk(_busTask, Meters);
            Storage = new StorageDesk(board, Points, Pulses);
            _memory = new RestartMemory(Storage.Files, Outputs);
            SelfTest = new SelfTestDesk(this, _decisions);
            _diagnostics = new DiagnosticsTask(this, Diagnostics);
            _restart = new RestartTask(this, board.ResetButton, _diagnostics);
            Network = new NetworkDesk(this);
            Status = new StatusDesk(this);
            ISettingsSection[] own = { Time, Meters.Custom, Meters.Modules, Meters.Mapping, Temperatures.Section, Outputs.Section, Rules.Section, Inputs, Analogs.Section, Network.Section, Status.View };
            for (int i = 0; i < own.Length; i++) Attach(own[i]);
        }

        public IBoard Board { get; }

        public PointTable Points { get; }

        public ModbusBus Bus { get; }

        public MeterBank Meters { get; }

        public TemperatureSensors Temperatures { get; }

        /// <summary>Where temperature sensors get their positions.</summary>
        public SensorDesk SensorDesk { get; }

        /// <summary>Where reads are tried and slaves searched.</summary>
        public BusDesk BusDesk { get; }

        /// <summary>Flash, totals, factory reset.</summary>
        public StorageDesk Storage { get; }

        /// <summary>What status pages show.</summary>
        public StatusDesk Status { get; }

        /// <summary>Why the device started, in words. Any thread.</summary>
        public string LastRestart => _diagnostics.LastRestart;

        /// <summary>What came and went; only the loop's thread.</summary>
        public DiagnosticLog Diagnostics { get; } = new DiagnosticLog();

        /// <summary>Where the board is tested.</summary>
        public SelfTestDesk SelfTest { get; }

        /// <summary>The device's place in the network.</summary>
        public NetworkDesk Network { get; }

        public RuleEngine Rules { get; }

        public OutputBank Outputs { get; }

        public TimeSection Time { get; }

        public PulseBank Pulses { get; }

        public ContactBank Contacts { get; }

        public AnalogBank Analogs { get; }

        public InputsSection Inputs { get; }

        /// <summary>The wall clock; only the loop's thread.</summary>
        public WallClock Clock { get; }

        /// <summary>Null before Start.</summary>
        public SettingsStore Store { get; private set; }

        /// <summary>Control steps since start.</summary>
        public long Steps => _loop.Steps;

        /// <summary>Name of the task that last threw or stood still; null when none did.</summary>
        public string Culprit => _loop.Culprit;

        /// <summary>True in the second before a restart that somebody has asked for.</summary>
        public bool IsRestarting => _restart.IsAsked;

        public bool SafeMode => _decisions.SafeMode;

        /// <summary>True while every output is kept in its safe state.</summary>
        public bool OutputsAreSafe => Outputs.InSafetyStop;

        /// <summary>What was found in flash at the start, in words.</summary>
        public string SettingsState => SettingsText.Of(Store.Outcome);

        /// <summary>Adds settings that an edge owns (logins, a broker), to be stored with the others. Before Start.</summary>
        public void Attach(ISettingsSection section) => _sections[_sectionCount++] = section;

        /// <summary>Adds an edge's task to the loop. After Start, so that it comes behind the controller's own.</summary>
        public void Attach(ILoopTask task) => _loop.Add(task);

        public int SectionCount => _sectionCount;

        public string SectionName(int index) => _sections[index].Name;

        /// <summary>The section of that name; null when there is none.</summary>
        public ISettingsSection FindSection(string name)
        {
            for (int i = 0; i < _sectionCount; i++)
            {
                if (_sections[i].Name == name) return _sections[i];
            }

            return null;
        }

        /// <summary>Loads the settings, or takes the factory's, and gives the loop its tasks. In safe mode rules do not run and outputs stay safe.</summary>
        public void Start(bool safeMode)
        {
            Storage.Resume();
            ISettingsSection[] sections = new ISettingsSection[_sectionCount];
            System.Array.Copy(_sections, sections, _sectionCount);
            Store = new SettingsStore(Storage.Files, sections, SettingsCapacityBytes, SettingsMigrations.Create());
            LoadOutcome outcome = Store.Load();
            if (outcome != LoadOutcome.Loaded && outcome != LoadOutcome.LoadedOlder && outcome != LoadOutcome.LoadedOlderRefused) FactorySettings.PutInEffect(Store);
            _memory.Load();
            Storage.Load(outcome != LoadOutcome.Defaults);
            _decisions.SafeMode = safeMode;
            for (int i = 0; i < MeterBank.ModuleCount; i++) Bus.Attach(Meters.Module(i));
            BusDesk.Attach(Bus);
            ILoopTask[] tasks =
            {
                _jobs, new SettingsTask(this, Store), _busTask, _temperatureTask, _inputsTask, new ClockTask(Clock, new NetworkTimeKeeper(Board.NetworkTime, Clock, Time), Points),
                _decisions, _memory, Storage.Task, Network.Begin(Board.Clock.UptimeMs), _restart, SelfTest, _diagnostics, Status.Task,
            };
            for (int i = 0; i < tasks.Length; i++) _loop.Add(tasks[i]);
            _diagnostics.Start(Board.Clock.UptimeMs);
            SettingsChanged();
        }

        /// <summary>One control step. Returns the uptime at which the next one is due.</summary>
        public long Step() => _loop.Step();

        /// <summary>Any thread: has the loop run the job and waits for it. False when the loop is too busy: nothing was done, or will be done late.</summary>
        public bool TryRun(LoopJob job, int timeoutMs)
        {
            ISignal done = Board.System.CreateSignal();
            job.Notify(done);
            return _jobs.Post(job) && done.Wait(timeoutMs);
        }

        /// <summary>Switches an output by hand (0…5) for forMs milliseconds, or with 0 until something else switches it. Only the loop's thread: post a job.</summary>
        public OutputAnswer Command(int output, bool on, long forMs, CommandOrigin origin, long nowMs)
        {
            _decisions.Wake();
            return Outputs.Command(output, on, forMs, (byte)origin, nowMs);
        }

        /// <summary>Ends a command that has a time. Only the loop's thread: post a job.</summary>
        public OutputAnswer Release(int output)
        {
            if (!Outputs.IsFitted(output)) return OutputAnswer.NotFitted;
            _decisions.Wake();
            Outputs.Release(output);
            return OutputAnswer.Done;
        }

        /// <summary>Any thread: stores what the counter of pulse input 0…3 showed when it had counted so many pulses in its life.</summary>
        public SaveOutcome PresetCounter(int input, long presetMilli, long atPulses, SettingsFault fault)
        {
            var text = new TextBuffer(InputsCapacityBytes);
            Inputs.WriteWithPreset(new JsonWriter(text), input, presetMilli, atPulses);
            var reader = new JsonReader();
            reader.Reset(text.Bytes, 0, text.Length);
            return Store.Put(Inputs, reader, fault);
        }

        /// <summary>Pulses that input 0…3 has counted in its life; -1 when it is not set up. Only the loop's thread: post a job.</summary>
        public long CounterPulses(int input) => Pulses.Settings.Given[input] ? Pulses.ReadTotal(input) : -1;

        /// <summary>Sets the clock by hand. Only the loop's thread: post a job.</summary>
        public ClockAnswer SetTime(long unixMs, long nowMs) => Clock.Set(unixMs, nowMs);

        /// <summary>Sets the clock by hand to what a clock on the wall shows, in the zone of the settings. Only the loop's thread: post a job.</summary>
        public ClockAnswer SetLocalTime(long localMs, long nowMs) => Clock.SetLocal(localMs, nowMs);

        // Snapshots for other threads; only the loop's thread copies them: post a job.
        public void CopyTo(PointTable into) => Points.CopyTo(into);

        public void CopyTo(OutputSnapshot into) => Outputs.CopyTo(into);

        public void CopyTo(EventSnapshot into) => Rules.CopyTo(into);

        public void CopyTo(SlaveCounters into) => Bus.Counters.CopyTo(into);

        public void CopyTo(ClockSnapshot into, long nowMs) => Clock.CopyTo(into, nowMs);

        public void CopyTo(TaskStatistics into) => _loop.Statistics.CopyTo(into);

        public void CopyTo(InputSnapshot into, long nowMs)
        {
            Pulses.CopyTo(into, nowMs);
            Contacts.CopyTo(into);
            Analogs.CopyTo(into);
        }

        /// <summary>What module 0…2 has read.</summary>
        public void CopyTo(MeterSnapshot into, int module, long nowMs) => Meters.CopyLive(module, into, nowMs);

        /// <summary>What there is to announce.</summary>
        public void CopyTo(Inventory into) => into.Take(this);

        /// <summary>Restarts the device in a second, with outputs safe and totals stored. Only the loop's thread: post a job.</summary>
        public void AskRestart(long nowMs, string reason = "somebody asked for it") => _restart.Ask(nowMs, reason);

        /// <summary>All outputs to their safe states, now. For the moments before a restart.</summary>
        public void PutOutputsSafe()
        {
            Outputs.SafetyOn((byte)SafetyReason.Restarting);
            Outputs.Step(Board.Clock.UptimeMs);
        }

        internal void RestartNow(long nowMs)
        {
            if (_memory.DueAtMs != long.MaxValue) _memory.Run(nowMs);
            PutOutputsSafe();
            Pulses.Step(nowMs);
            Storage.Commit(nowMs);
            Board.System.Restart();
        }

        /// <summary>Settings have taken effect: what the rules look at is read fast, and everything is decided anew. Only the loop's thread.</summary>
        internal void SettingsChanged()
        {
            Rules.UsedPoints(_usedPoints);
            Meters.SetFastPoints(_usedPoints);
            for (int i = 0; i < PointId.OutputCount; i++) Rules.RememberFor(i, Outputs.HoldMs(i));
            Rules.NameTargets();
            _busTask.Wake();
            _temperatureTask.Wake();
            _inputsTask.Wake();
            _decisions.Wake();
        }
    }
}
