// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Modbus
{
    /// <summary>
    /// The one owner of a Modbus line. Serves its users one request at a time: the one that has waited longest comes first. Repeats failed
    /// requests, and makes a user whose slave is silent wait, so that a dead slave costs the others little. Does not know what is read.
    /// </summary>
    public sealed class ModbusBus
    {
        public const int MaxUsers = 6;

        /// <summary>Pause of a user whose slave was silent: doubles with each further silence of the same slave.</summary>
        public const int FirstPauseMs = 250;
        public const int LongestPauseMs = 4000;

        /// <summary>The pause may grow to this many times what asking costs, if that is more than LongestPauseMs: the others keep twelve thirteenths.</summary>
        public const int LongestPauseCosts = 12;

        /// <summary>The longest pause of a user that has the bus for itself.</summary>
        public const int LongestLonePauseMs = 1000;

        /// <summary>Pause of the whole line after it could not be opened.</summary>
        public const int LinePauseMs = 1000;

        /// <summary>Pause before a slave that says "busy" is asked the same again.</summary>
        public const int BusyPauseMs = 100;

        // a user that is due but asks nothing, or nothing that may be sent, must not keep the loop spinning
        private const int RefusalPauseMs = 50;
        private const int Nobody = -1;

        private readonly RtuMaster _master;
        private readonly ModbusRequest _request = new ModbusRequest();

        private readonly IBusUser[] _users = new IBusUser[MaxUsers];
        private readonly long[] _servedAtMs = new long[MaxUsers];
        private readonly long[] _heldUntilMs = new long[MaxUsers];
        private readonly int[] _pauseMs = new int[MaxUsers];
        private readonly byte[] _silentSlave = new byte[MaxUsers];
        private int _userCount;

        private int _active = Nobody;
        private IBusUser _activeUser;
        private int _repeatsLeft;
        private bool _isRepeatDue;
        private long _repeatAtMs;
        private long _lineHeldUntilMs;
        private long _startedAtMs;

        public ModbusBus(ISerialLine line)
        {
            _master = new RtuMaster(line);
        }

        public SlaveCounters Counters { get; } = new SlaveCounters();

        /// <summary>What the line as a whole has shown lately.</summary>
        public LineHealth Health { get; } = new LineHealth();

        /// <summary>False when six users are attached already. Attaching twice changes nothing.</summary>
        public bool Attach(IBusUser user)
        {
            int free = Nobody;
            for (int i = 0; i < MaxUsers; i++)
            {
                if (_users[i] == user) return true;
                if (_users[i] == null && free == Nobody) free = i;
            }

            if (free == Nobody) return false;
            _users[free] = user;
            _servedAtMs[free] = 0;
            _heldUntilMs[free] = 0;
            _pauseMs[free] = 0;
            _userCount++;
            return true;
        }

        /// <summary>The user is asked no more. A request of his that is on the line runs to its end, but he is not told.</summary>
        public void Detach(IBusUser user)
        {
            for (int i = 0; i < MaxUsers; i++)
            {
                if (_users[i] != user) continue;
                _users[i] = null;
                _userCount--;
                if (_active == i) _activeUser = null;
            }
        }

        /// <summary>Moves the bus on by what can be done now. Returns the uptime in milliseconds of the next call; long.MaxValue: nobody wants anything.</summary>
        public long Step(long nowMs)
        {
            if (_active != Nobody)
            {
                long wakeMs = Advance(nowMs);
                if (_active != Nobody) return wakeMs;
            }

            if (nowMs >= _lineHeldUntilMs && StartNext(nowMs))
            {
                long wakeMs = Advance(nowMs);
                if (_active != Nobody) return wakeMs;
            }

            return Latest(NextDueMs(), Latest(_lineHeldUntilMs, nowMs + 1));
        }

        private long Advance(long nowMs)
        {
            if (_isRepeatDue)
            {
                if (nowMs < _repeatAtMs) return _repeatAtMs;
                _isRepeatDue = false;
                _master.Begin(_request, nowMs);
            }

            long wakeMs = _master.IsBusy ? _master.Step(nowMs) : nowMs;
            if (_master.IsBusy) return wakeMs;
            if (_master.IsSent) Counters.Add(_request.Slave, _request.Status, _request.LatencyMs, nowMs);
            if (!_request.IsProbe) Health.Add(_request, _master.IsSent);
            if (_repeatsLeft > 0 && _activeUser != null && IsWorthRepeating(_request.Status))
            {
                _repeatsLeft--;
                _isRepeatDue = true;
                _repeatAtMs = _request.Status == ModbusStatus.DeviceBusy ? nowMs + BusyPauseMs : nowMs;
                return Latest(_repeatAtMs, nowMs + 1);
            }

            Complete(nowMs);
            return nowMs;
        }

        private bool StartNext(long nowMs)
        {
            for (int tries = 0; tries < _userCount; tries++)
            {
                int user = MostOverdue(nowMs);
                if (user == Nobody) return false;
                Clear(_request);
                if (!_users[user].Fill(_request, nowMs))
                {
                    _heldUntilMs[user] = nowMs + RefusalPauseMs;
                    continue;
                }

                _active = user;
                _activeUser = _users[user];
                _startedAtMs = nowMs;
                _repeatsLeft = WasSilent(_request.Slave) ? 0 : _request.Retries;
                _master.Begin(_request, nowMs);
                return true;
            }

            return false;
        }

        private void Complete(long nowMs)
        {
            int user = _active;
            IBusUser whom = _activeUser;
            _active = Nobody;
            _activeUser = null;
            if (_request.Status == ModbusStatus.LineBusy) _lineHeldUntilMs = nowMs + LinePauseMs;
            if (whom == null) return;
            _servedAtMs[user] = nowMs;
            HoldBack(user, nowMs);
            whom.Completed(_request, nowMs);
        }

        private void HoldBack(int user, long nowMs)
        {
            ModbusStatus status = _request.Status;
            if (!_request.IsProbe && (status == ModbusStatus.Timeout || status == ModbusStatus.GatewayTarget))
            {
                bool isSame = _pauseMs[user] > 0 && _silentSlave[user] == _request.Slave;
                int limit = LongestPause((int)(nowMs - _startedAtMs));
                int pause = isSame ? _pauseMs[user] * 2 : FirstPauseMs;
                _pauseMs[user] = pause < limit ? pause : limit;
                _silentSlave[user] = _request.Slave;
                _heldUntilMs[user] = nowMs + _pauseMs[user];
                return;
            }

            if (_master.IsSent) _pauseMs[user] = 0;
            else _heldUntilMs[user] = nowMs + RefusalPauseMs;
        }

        private int LongestPause(int costMs)
        {
            if (IsAlone()) return LongestLonePauseMs;
            return costMs * LongestPauseCosts > LongestPauseMs ? costMs * LongestPauseCosts : LongestPauseMs;
        }

        // A user that never wants anything (a module that is not set up) leaves the bus to the others.
        private bool IsAlone()
        {
            int wanting = 0;
            for (int i = 0; i < MaxUsers; i++)
            {
                if (_users[i] != null && _users[i].DueAtMs != long.MaxValue) wanting++;
            }

            return wanting <= 1;
        }

        // Who is always due counts from when he was last served, so that nobody can be overtaken twice by the same user.
        private long DueMs(int user) => Latest(Latest(_users[user].DueAtMs, _servedAtMs[user]), _heldUntilMs[user]);

        private int MostOverdue(long nowMs)
        {
            int found = Nobody;
            long soonest = long.MaxValue;
            for (int i = 0; i < MaxUsers; i++)
            {
                if (_users[i] == null) continue;
                long dueMs = DueMs(i);
                if (dueMs > nowMs || dueMs >= soonest) continue;
                soonest = dueMs;
                found = i;
            }

            return found;
        }

        private long NextDueMs()
        {
            long soonest = long.MaxValue;
            for (int i = 0; i < MaxUsers; i++)
            {
                if (_users[i] == null) continue;
                long dueMs = DueMs(i);
                if (dueMs < soonest) soonest = dueMs;
            }

            return soonest;
        }

        private bool WasSilent(byte slave)
        {
            int slot = Counters.IndexOf(slave);
            return slot >= 0 && Counters.LastStatus(slot) == ModbusStatus.Timeout;
        }

        private static bool IsWorthRepeating(ModbusStatus status) =>
            status == ModbusStatus.DeviceBusy || (status >= ModbusStatus.Timeout && status <= ModbusStatus.BadFrame);

        // the request object is shared: what one user has set must not reach the next
        private static void Clear(ModbusRequest request)
        {
            request.BitRate = 9600;
            request.Parity = LineParity.None;
            request.StopBits = 1;
            request.TimeoutMs = 300;
            request.GapMs = 0;
            request.Retries = 1;
            request.IsProbe = false;
            request.Status = ModbusStatus.Pending;
        }

        private static long Latest(long a, long b) => a > b ? a : b;
    }
}
