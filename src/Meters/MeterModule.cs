// SPDX-License-Identifier: MIT
using Wattwarden.Meters.SunSpec;
using Wattwarden.Modbus;
using Wattwarden.Points;

namespace Wattwarden.Meters
{
    /// <summary>
    /// One of the three modules: asks its meter through the bus and passes the values on. Rows that rules use are read in every round, as fast
    /// as the line permits; after each round one block of the other rows has its turn. Does not touch the line and decides nothing.
    /// </summary>
    public sealed class MeterModule : IBusUser
    {
        /// <summary>A block of slow rows is not read more often than this.</summary>
        public const int SlowMs = 1000;

        private const long Never = long.MaxValue;
        private const long AtOnce = 0;
        private const int ForgetRefusalsMs = 60000;
        private const int Retries = 1;
        private const int LostPauseMs = 250;
        private const int VainPauseMs = 10000;
        private const int AskedNothing = -1;   // from 0: a block of the plan
        private const int AskedChain = -2;

        private readonly PointTable _points;
        private readonly BlockPlanner _planner;
        private readonly sbyte[] _rowOfPoint = new sbyte[PointId.MeterCount];
        private readonly bool[] _usedPoints = new bool[PointId.MeterCount];

        private ModuleSettings _settings;
        private MeterMapping _mapping;
        private int _number;
        private RegisterTable _table;
        private SunSpecDiscovery _discovery;
        private MeterReadings _readings;
        private PollPlan _plan;
        private int _asked = AskedNothing;
        private int _missedInARow;
        private long _heardAtMs;
        private int _othersMs;

        /// <summary>A module that is not set up. The planner may be shared by all modules of a loop.</summary>
        public MeterModule(PointTable points, BlockPlanner planner)
        {
            _points = points;
            _planner = planner;
            DueAtMs = Never;
        }

        public long DueAtMs { get; private set; }

        /// <summary>Null while the module is not set up.</summary>
        public ModuleSettings Settings => _settings;

        /// <summary>Rows as the device has them; before a SunSpec device was walked, as the preset offers them.</summary>
        public RegisterTable Table => _table;

        public bool IsDiscovering => _discovery != null && !_discovery.IsDone;

        /// <summary>The exception that the meter answers instead of what is wanted of it: it may be another one than the preset is for. Ok: none.</summary>
        public ModbusStatus Refusal => _table == null || !_settings.On ? ModbusStatus.Ok : IsDiscovering ? _discovery.Refusal : _readings.Refusal();

        /// <summary>Requests per round of the rows that rules use.</summary>
        public BlockPlan FastPlan => _plan == null ? null : _plan.Fast;

        /// <summary>Requests for all other rows, one after each round.</summary>
        public BlockPlan SlowPlan => _plan == null ? null : _plan.Slow;

        /// <summary>Starts anew with these settings; null: switched off. Points keep what they have until they are mapped again.</summary>
        public void Configure(ModuleSettings settings)
        {
            _settings = settings;
            _asked = AskedNothing;
            _missedInARow = 0;
            _discovery = settings != null && settings.Table.IsSunSpec ? new SunSpecDiscovery() : null;
            Use(settings == null ? null : settings.Table);
        }

        /// <summary>Which row feeds which of m1…m30: what the mapping says of the module with this number.</summary>
        public void Map(MeterMapping mapping, int number)
        {
            _mapping = mapping;
            _number = number;
            if (_table == null) return;
            Bind();
            Plan();
        }

        /// <summary>Which points the rules use: their rows become fast. With none of them in this module all its mapped rows are.</summary>
        public void SetFastPoints(bool[] pointUsed)
        {
            bool same = true;
            for (int i = 0; i < PointId.MeterCount; i++)
            {
                bool used = pointUsed[PointId.FirstMeter + i];
                same = same && _usedPoints[i] == used;
                _usedPoints[i] = used;
            }

            if (!same && _table != null) Plan();
        }

        /// <summary>Takes over settings that read the same values in the same way (a new name).</summary>
        public void Rename(ModuleSettings settings) => _settings = settings;

        /// <summary>How long the other modules keep the bus between two requests of this one; widens the age at which values turn stale.</summary>
        public void ShareBus(int othersMs)
        {
            _othersMs = othersMs;
            LimitAges();
        }

        /// <summary>Milliseconds that the longest request of this module keeps the bus.</summary>
        public int TurnMs()
        {
            if (_settings == null || !_settings.On || _table == null) return 0;
            return Max(PlanTiming.LongestMs(_plan.Fast, _settings), PlanTiming.LongestMs(_plan.Slow, _settings));
        }

        public bool Fill(ModbusRequest request, long nowMs)
        {
            if (DueAtMs > nowMs) return false;
            request.BitRate = _settings.BitRate;
            request.Parity = _settings.Parity;
            request.StopBits = _settings.StopBits;
            request.TimeoutMs = _table.TimeoutMs;
            request.GapMs = _table.GapMs;
            request.Retries = Retries;
            if (IsDiscovering)
            {
                if (_discovery.IsVain) _discovery.Restart();
                _asked = AskedChain;
                _discovery.Fill(request, _settings.Slave);
                return true;
            }

            _asked = _plan.Next;
            BlockPlan plan = _plan.PlanOf(_asked);
            int block = _plan.Within(_asked);
            request.SetRead(_settings.Slave, plan.Function(block), plan.Address(block), plan.Count(block));
            return true;
        }

        public void Completed(ModbusRequest request, long nowMs)
        {
            int asked = _asked;
            _asked = AskedNothing;
            if (asked == AskedNothing) return;   // asked before the settings changed
            if (asked == AskedChain)
            {
                CompletedChain(request, nowMs);
                return;
            }

            bool isSilent = request.Status >= ModbusStatus.Timeout;
            DueAtMs = _plan.Advance(asked, nowMs, nowMs + _settings.PollMs, isSilent && _missedInARow < MeterReadings.MissesToFail - 1);
            if (IsWhole(request)) Take(asked, request, nowMs);
            else Miss(asked, request.Status, nowMs);
        }

        /// <summary>Copies all rows for an edge.</summary>
        public void CopyLive(MeterSnapshot into, long nowMs)
        {
            into.Begin(_settings, _table, IsDiscovering, Refusal);
            if (_table == null) return;
            long fastLimitMs = StaleAfterMs(true);
            long slowLimitMs = StaleAfterMs(false);
            for (int row = 0; row < _readings.Count; row++)
            {
                long ageMs = _readings.AgeMs(row, nowMs);
                Quality quality = _readings.Quality(row);
                if (quality == Quality.Good && ageMs > (_plan.IsFast(row) ? fastLimitMs : slowLimitMs)) quality = Quality.Stale;
                into.Add(_readings.Milli(row), quality, ageMs, _readings.Point(row), _readings.Refusal(row) != ModbusStatus.Ok);
            }
        }

        private void CompletedChain(ModbusRequest request, long nowMs)
        {
            if (!_discovery.Take(request))
            {
                MissAll(request.Status, nowMs);
                return;
            }

            DueAtMs = nowMs + _settings.PollMs;
            if (_discovery.IsVain)
            {
                MissAll(ModbusStatus.IllegalAddress, nowMs);   // also where it gave other registers than a SunSpec device has there
                DueAtMs = nowMs + VainPauseMs;
            }

            if (!_discovery.IsDone) return;
            RegisterTable found = _discovery.Build(_settings.Table);
            found.Install(_settings.CtRatioMilli, _settings.Invert);
            Use(found);
        }

        private void Take(int asked, ModbusRequest request, long nowMs)
        {
            BlockPlan plan = _plan.PlanOf(asked);
            int block = _plan.Within(asked);
            int rows = plan.RowCount(block);
            for (int i = 0; i < rows; i++)
            {
                int row = plan.Row(block, i);
                if (RegisterDecoder.TryMilli(_table, row, request.Data, request.DataOffset, plan.Address(block), out long milli)) _readings.Store(row, milli, nowMs);
                else _readings.Miss(row, ModbusStatus.Ok);
            }

            bool wasLost = _missedInARow == MeterReadings.MissesToFail && nowMs - _heardAtMs > ForgetRefusalsMs;
            _missedInARow = 0;
            _heardAtMs = nowMs;
            if (!wasLost) return;
            _plan.ForgetRefusals();
            BeginAt(nowMs + _settings.PollMs);
        }

        private void Miss(int asked, ModbusStatus status, long nowMs)
        {
            bool refused = status == ModbusStatus.IllegalAddress || status == ModbusStatus.IllegalValue;
            if (refused && _plan.Divide(asked, status, _readings))
            {
                BeginAt(nowMs + _settings.PollMs);
                return;
            }

            BlockPlan plan = _plan.PlanOf(asked);
            int block = _plan.Within(asked);
            for (int i = 0; i < plan.RowCount(block); i++) _readings.Miss(plan.Row(block, i), status);
            if (++_missedInARow < MeterReadings.MissesToFail) return;
            _missedInARow = MeterReadings.MissesToFail;
            if (DueAtMs < nowMs + LostPauseMs) DueAtMs = nowMs + LostPauseMs;
            if (_discovery != null) _discovery.Restart();   // it may come back with another register map
        }

        private void MissAll(ModbusStatus status, long nowMs)
        {
            DueAtMs = nowMs + Max(_settings.PollMs, LostPauseMs);
            for (int row = 0; row < _readings.Count; row++) _readings.Miss(row, status);
        }

        private void Use(RegisterTable table)
        {
            _table = table;
            DueAtMs = Never;
            for (int i = 0; i < PointId.MeterCount; i++) _rowOfPoint[i] = PointId.None;
            if (table == null) return;
            _readings = new MeterReadings(_points, table.Count);
            _plan = new PollPlan(_planner, table);
            Bind();
            Plan();
        }

        private void Bind()
        {
            for (int row = 0; row < _table.Count; row++) _readings.Map(row, PointId.None);
            for (int i = 0; i < PointId.MeterCount; i++)
            {
                bool wanted = _mapping != null && _mapping.Module[i] == _number;
                int row = wanted ? _table.FindRow(_mapping.RowId[i]) : PointId.None;
                _rowOfPoint[i] = (sbyte)row;
                if (row >= 0) _readings.Map(row, PointId.FirstMeter + i);
                else if (wanted) _points.Fail(PointId.FirstMeter + i);
            }
        }

        private void Plan()
        {
            _asked = AskedNothing;
            _plan.Make(_rowOfPoint, _usedPoints);
            BeginAt(AtOnce);
        }

        private void BeginAt(long dueAtMs)
        {
            DueAtMs = _settings.On && (IsDiscovering || _plan.Blocks > 0) ? dueAtMs : Never;
            LimitAges();
        }

        private void LimitAges()
        {
            if (_table == null) return;
            for (int i = 0; i < PointId.MeterCount; i++)
            {
                if (_rowOfPoint[i] >= 0) _points.SetStaleAfter(PointId.FirstMeter + i, StaleAfterMs(_plan.IsFast(_rowOfPoint[i])));
            }
        }

        private long StaleAfterMs(bool fast) => PlanTiming.StaleAfterMs(fast, _plan.Fast, _plan.Slow, _settings, _table.TimeoutMs * (Retries + 1), _othersMs);

        private static bool IsWhole(ModbusRequest request)
        {
            int bytes = request.Function <= 2 ? (request.Count + 7) / 8 : request.Count * 2;
            return request.Status == ModbusStatus.Ok && request.DataLength == bytes;
        }

        private static int Max(int a, int b) => a > b ? a : b;
    }
}
