// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Network
{
    /// <summary>
    /// Keeps the device reachable. Settings that are not known to work are on trial: they must show within a time limit that they do, else what
    /// worked before comes back (docs/decisions/0011). Works through a list: the stored settings, the last that worked; without such DHCP, then
    /// the factory's static address. Owned by the loop's thread but for NoteClient.
    /// </summary>
    public sealed class NetworkKeeper
    {
        /// <summary>So long a static setting may take to prove itself: somebody must set his own computer to the new network meanwhile.</summary>
        public const int StaticTrialMs = 300000;

        /// <summary>So long a DHCP server may take.</summary>
        public const int DhcpTrialMs = 60000;

        private const int LookMs = 1000;
        private const int CalmReadMs = 30000;
        private const int ApplyAgainMs = 5000;

        private readonly INetwork _network;
        private readonly TrialRecord _record;
        private readonly GatewayProbe _probe;
        private NetworkSettings _wanted = NetworkSettings.Factory;
        private NetworkSettings _used = NetworkSettings.Factory;
        private bool _isTrying;
        private bool _mustJoin;
        private bool _clientSeen;
        private bool _agreed;
        private bool _recordIsDue;
        private long _trialLeftMs;
        private long _lastMs;
        private long _readAtMs;
        private long _applyNotBeforeMs;

        public NetworkKeeper(INetwork network, IFileStore files)
        {
            _network = network;
            _record = new TrialRecord(files);
            _probe = new GatewayProbe(network);
        }

        public NetworkStage Stage =>
            _network == null ? NetworkStage.None :
            _used != _wanted ? NetworkStage.Fallback :
            _isTrying ? NetworkStage.Trial : NetworkStage.Proven;

        /// <summary>The interface as it was when it was last looked at; each look fills it anew.</summary>
        public NetworkState Interface { get; } = new NetworkState();

        public bool IsLinkUp { get; private set; }

        /// <summary>The stage in a sentence. Makes text.</summary>
        public string State
        {
            get
            {
                NetworkStage stage = Stage;
                if (stage == NetworkStage.None) return NetworkWords.NoNetwork;
                if (stage == NetworkStage.Proven) return NetworkWords.Works;
                return stage == NetworkStage.Trial ? NetworkWords.Trial(_used, _trialLeftMs, IsLinkUp) : NetworkWords.Fallback(_wanted, _used);
            }
        }

        /// <summary>Begins with the settings that are stored.</summary>
        public void Start(NetworkSettings wanted, long nowMs)
        {
            _record.Load();
            Want(wanted, nowMs);
        }

        /// <summary>Takes other settings into use now.</summary>
        public void Want(NetworkSettings wanted, long nowMs)
        {
            _wanted = wanted;
            _lastMs = nowMs;
            bool refused = StaysRefused(wanted) && _record.HasRefusedThese(wanted) && !IsProven(wanted);
            Use(refused ? After(wanted) : wanted);
        }

        /// <summary>True when these settings lead elsewhere than those in use, or were saved anew after they had failed.</summary>
        public bool HasOther(NetworkSettings settings) => 
            !settings.ConnectsLike(_wanted) || (_used != _wanted && settings.Revision != _wanted.Revision);

        /// <summary>Any thread: a request has come through the device's address.</summary>
        public void NoteClient() => _clientSeen = true;

        /// <summary>One look at the interface. Returns when the next is wanted.</summary>
        public long Step(long nowMs)
        {
            bool linkUp = _network.IsLinkUp;
            bool turned = linkUp != IsLinkUp;
            IsLinkUp = linkUp;
            if (_isTrying) CountDown(nowMs);
            _lastMs = nowMs;
            if (turned) _readAtMs = nowMs;
            if (_network.IsBusy && !_probe.IsRunning) return nowMs + LookMs;
            // A cable that is plugged in anew, or the same Wi-Fi that is back, may have a DHCP server now.
            if (turned && linkUp && _used != _wanted && _wanted.Plan.UsesDhcp && _used.Ssid == _wanted.Ssid && _used.Password == _wanted.Password) Use(_wanted);
            if (nowMs >= _readAtMs) Read(nowMs);
            bool agrees = ChipAgrees(nowMs);
            if (agrees && !_agreed) _clientSeen = false;   // who has come until now has come through another address
            _agreed = agrees;
            if (agrees && _isTrying) Try(nowMs);
            if (_recordIsDue) _recordIsDue = !_record.Prove(_wanted);
            return nowMs + LookMs;
        }

        // Reading makes garbage, so it is done often only while something may change.
        private void Read(long nowMs)
        {
            _network.TryRead(Interface);
            bool calm = !_isTrying && Interface.Address != 0;
            _readAtMs = nowMs + (calm ? CalmReadMs : LookMs);
        }

        // Without a cable nothing is tried; a Wi-Fi that does not let the device in is the very thing that is on trial.
        private void CountDown(long nowMs)
        {
            long passedMs = nowMs - _lastMs;
            if (IsLinkUp || _used.Ssid.Length > 0) _trialLeftMs -= passedMs < 2 * LookMs ? passedMs : 2 * LookMs;
            if (_trialLeftMs <= 0) GiveUp();
        }

        // The chip keeps its own copy of all this, and somebody else may have changed it.
        private bool ChipAgrees(long nowMs)
        {
            AddressPlan plan = _used.Plan;
            bool sameAddress = Interface.UsesDhcp == plan.UsesDhcp
                && (plan.UsesDhcp || (Interface.Address == plan.Address && Interface.Mask == plan.Mask && Interface.Gateway == plan.Gateway && (plan.Dns == 0 || Interface.Dns == plan.Dns)));
            bool sameWifi = !_network.IsWireless || _used.Ssid.Length == 0 || (!_mustJoin && Interface.Ssid == _used.Ssid);
            if (sameAddress && sameWifi) return true;
            if (nowMs < _applyNotBeforeMs) return false;
            _probe.Stop();
            _applyNotBeforeMs = nowMs + ApplyAgainMs;
            _readAtMs = nowMs;
            if (!sameAddress) _network.BeginApply(plan);
            else if (_network.BeginJoin(_used.Ssid, _used.Password)) _mustJoin = false;
            return false;
        }

        private void Try(long nowMs)
        {
            bool works = IsLinkUp && (_used.Plan.UsesDhcp ? Interface.Address != 0 : _clientSeen || _probe.Answers(_used.Plan.Gateway, nowMs));
            if (!works) return;
            _probe.Stop();
            _isTrying = false;
            _recordIsDue = _used == _wanted;
        }

        private void GiveUp()
        {
            _probe.Stop();
            if (_used == _wanted && StaysRefused(_wanted)) _record.Refuse(_wanted);
            Use(After(_used));
        }

        // What follows settings that do not work: what worked before; without such DHCP, then the factory's address.
        private NetworkSettings After(NetworkSettings failed)
        {
            if (_record.Proven != null && !failed.ConnectsLike(_record.Proven)) return _record.Proven;
            bool dhcp = failed == _wanted && !failed.Plan.UsesDhcp;
            return new NetworkSettings("", NetworkSettings.FactoryPlan(dhcp), failed.Ssid, failed.Password, 0);
        }

        // A wrong address or password does not get better by a restart; whether there is a DHCP server does.
        private static bool StaysRefused(NetworkSettings settings) => !settings.Plan.UsesDhcp || settings.Ssid.Length > 0;

        private bool IsProven(NetworkSettings settings) => _record.Proven != null && settings.ConnectsLike(_record.Proven);

        private void Use(NetworkSettings settings)
        {
            _used = settings;
            // The factory's address, when it is only the last resort, has nothing after it.
            _isTrying = !IsProven(settings) && (settings == _wanted || settings.Plan.UsesDhcp);
            _mustJoin = settings.Ssid.Length > 0 && (_isTrying || settings != _wanted);
            _trialLeftMs = settings.Plan.UsesDhcp ? DhcpTrialMs : StaticTrialMs;
            _agreed = false;
            _applyNotBeforeMs = 0;
            _readAtMs = 0;
        }
    }
}
