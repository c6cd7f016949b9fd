// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Rules;
using Wattwarden.Sensors;
using Wattwarden.Settings;
using Wattwarden.Text;
using Wattwarden.Storage;
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

        private const int SettingsCapacityBytes = 16 * 1024;
        private const int InputsCapacityBytes = 6 * 1024;
        private const int MaxSections = 20;

        private readonly ControlLoop _loop;
        private readonly JobQueue _jobs;
        private readonly BusTask _busTask;
        private readonly TemperatureTask _temperatureTask;
        private readonly DecisionTask _decisions;
        private readonly InputsTask _inputsTask;
        private readonly RestartMemory _memory;
        private readonly OutputTotals _outputTotals;
        private readonly RestartTask _restart;
        private readonly FactoryReset _reset;
        private readonly StoreMark _mark;
        private readonly bool[] _usedPoints = new bool[PointId.Count];
        private readonly ISettingsSection[] _sections = new ISettingsSection[MaxSections];
        private int _sectionCount;
        private StoreState _storeState;

        public EnergyController(IBoard board)
        {
            Board = board;
            Files = new AccountedFileStore(board.Files);
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
            _memory = new RestartMemory(Files, Outputs);
            Totals = new TotalsJournal(Files);
            _outputTotals = new OutputTotals(Points);
            _restart = new RestartTask(this, board.ResetButton);
            _reset = new FactoryReset(Files);
            _mark = new StoreMark(Files);
            AttachTotals(_outputTotals);
            AttachTotals(new PulseTotals(Pulses));
            Attach(Time);
            Attach(Meters.Custom);
            Attach(Meters.Modules);
            Attach(Meters.Mapping);
            Attach(Temperatures.Section);
            Attach(Outputs.Section);
            Attach(Rules.Section);
            Attach(Inputs);
            Attach(Analogs.Section);
        }

        public IBoard Board { get; }

        /// <summary>The board's flash with books kept: everything but the program's restart counter goes through it.</summary>
        public AccountedFileStore Files { get; }

        public TotalsJournal Totals { get; }

        public PointTable Points { get; }

        public ModbusBus Bus { get; }

        public MeterBank Meters { get; }

        public TemperatureSensors Temperatures { get; }

        /// <summary>Where temperature sensors get their positions.</summary>
        public SensorDesk SensorDesk { get; }

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

        public bool SafeMode => _decisions.SafeMode;

        /// <summary>True while every output is kept in its safe state.</summary>
        public bool OutputsAreSafe => Outputs.InSafetyStop;

        /// <summary>What was found in flash at the start, in words.</summary>
        public string SettingsState => SettingsText.Of(Store.Outcome);

        /// <summary>What the start has found out about the file system, in words.</summary>
        public string StorageState => StorageText.Of(_storeState);

        /// <summary>Random name of the file system, new after it was formatted; empty until the second start.</summary>
        public string StoreId => _mark.Id;

        /// <summary>Adds somebody's totals to the journal. Before Start. False: there is no room for them.</summary>
        public bool AttachTotals(ITotalsSource source) => Totals.Attach(source);

        /// <summary>Adds settings that an edge owns (logins, a broker), to be stored with the others. Before Start.</summary>
        public void Attach(ISettingsSection section) => _sections[_sectionCount++] = section;

        public int SectionCount => _sectionCount;

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
            _storeState = _reset.Resume();
            ISettingsSection[] sections = new ISettingsSection[_sectionCount];
            System.Array.Copy(_sections, sections, _sectionCount);
            Store = new SettingsStore(Files, sections, SettingsCapacityBytes, SettingsMigrations.Create());
            LoadOutcome outcome = Store.Load();
            if (outcome != LoadOutcome.Loaded && outcome != LoadOutcome.LoadedOlder && outcome != LoadOutcome.LoadedOlderRefused) UseFactorySettings();
            _memory.Load();
            Totals.Load();
            if (_storeState == StoreState.Known) _storeState = _mark.Check(Board.System, outcome != LoadOutcome.Defaults, Totals.Outcome != TotalsOutcome.Fresh);
            _decisions.SafeMode = safeMode;
            for (int i = 0; i < MeterBank.ModuleCount; i++) Bus.Attach(Meters.Module(i));
            Bus.Attach(Meters.Trial);
            Bus.Attach(Meters.Scan);
            _loop.Add(_jobs);
            _loop.Add(new SettingsTask(this, Store));
            _loop.Add(_busTask);
            _loop.Add(_temperatureTask);
            _loop.Add(_inputsTask);
            _loop.Add(new ClockTask(Clock, new NetworkTimeKeeper(Board.NetworkTime, Clock, Time), Points));
            _loop.Add(_decisions);
            _loop.Add(_memory);
            _loop.Add(new TotalsTask(Points, _outputTotals, Totals));
            _loop.Add(_restart);
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

        public void CopyTo(TotalsSnapshot into)
        {
            _outputTotals.Update(Board.Clock.UptimeMs);
            Totals.CopyTo(into);
        }

        /// <summary>Any thread.</summary>
        public void CopyTo(FlashUse into) => Files.CopyTo(into);

        /// <summary>What module 0…2 has read.</summary>
        public void CopyTo(MeterSnapshot into, int module, long nowMs) => Meters.CopyLive(module, into, nowMs);

        /// <summary>Queues a read that somebody wants to try; its Done tells when it is over. False: another one is not. Only the loop's thread: post a job.</summary>
        public bool TryRead(TrialRead read, ISignal done, long nowMs)
        {
            _busTask.Wake();
            return Meters.Trial.Start(read, done, nowMs);
        }

        /// <summary>Begins a search for slaves. False: one is running. Only the loop's thread: post a job.</summary>
        public bool StartScan(BusScanOrder order, long nowMs)
        {
            _busTask.Wake();
            return Meters.Scan.Start(order, nowMs);
        }

        /// <summary>Only the loop's thread: post a job.</summary>
        public void StopScan() => Meters.Scan.Stop();

        public void CopyTo(BusScanSnapshot into) => Meters.Scan.CopyTo(into);

        /// <summary>Restarts the device in a second, with outputs safe and totals stored. Only the loop's thread: post a job.</summary>
        public void AskRestart(long nowMs) => _restart.Ask(nowMs);

        /// <summary>Has the next start begin with the factory settings; ask for the restart too. False: flash did not take the wish.</summary>
        public bool AskFactoryReset(bool keepTotals) => _reset.Ask(keepTotals);

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
            _outputTotals.Update(nowMs);
            Totals.TryCommit(nowMs);
            Board.System.Restart();
        }

        /// <summary>Settings have taken effect: what the rules look at is read fast, and everything is decided anew. Only the loop's thread.</summary>
        internal void SettingsChanged()
        {
            Rules.UsedPoints(_usedPoints);
            Meters.SetFastPoints(_usedPoints);
            for (int i = 0; i < PointId.OutputCount; i++) Rules.RememberFor(i, Outputs.HoldMs(i));
            NameVirtualOutputs();
            _busTask.Wake();
            _temperatureTask.Wake();
            _inputsTask.Wake();
            _decisions.Wake();
        }

        // A virtual output is called as the first event that switches it.
        private void NameVirtualOutputs()
        {
            EventTable events = Rules.Section.Current;
            for (int i = 0; i < PointId.EventCount; i++) Points.Rename(PointId.FirstEvent + i, "");
            for (int i = events.Count - 1; i >= 0; i--)
            {
                if (PointId.IsEvent(events.Target(i))) Points.Rename(events.Target(i), events.Name(i));
            }
        }

        private void UseFactorySettings()
        {
            byte[] document = System.Text.Encoding.UTF8.GetBytes(FactorySettings.Document);
            Store.TryReadDocument(document, 0, document.Length, new SettingsFault());
        }
    }
}
