// SPDX-License-Identifier: MIT
using System.Net;
using System.Text.Json;

namespace nanoFramework.Emulation;

/// <summary>The chip's configuration block, kept in the same flash as the drive I:.</summary>
public sealed record NetworkBlock
{
    public bool Dhcp { get; init; } = true;

    public string Address { get; init; } = "0.0.0.0";

    public string Mask { get; init; } = "0.0.0.0";

    public string Gateway { get; init; } = "0.0.0.0";

    public string[] Dns { get; init; } = [];

    public string Ssid { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Wireless80211Configuration.ConfigurationOptions, as a number.</summary>
    public byte WifiOptions { get; init; } = AutoConnect;

    public const byte AutoConnect = 6;
}

/// <summary>
/// A chip's network interface: what its runtime keeps in flash, what its DHCP client has got, whether it is in a Wi-Fi. The clients work when
/// somebody looks, for the time that has passed.
/// </summary>
public sealed class NetworkChip(ITimeline time, string flashFolder)
{
    private const string FileName = "network.block";
    private const long AskAgainUs = 60_000_000;
    private const long LostAddressUs = 120_000_000;
    private const int Sockets = 16;

    private readonly Lock _gate = new();
    private readonly string _file = Path.Combine(flashFolder, FileName);
    private NetworkBlock? _block;
    private string? _joined;
    private bool _hasJoinedAtStart;
    private IPAddress _leased = IPAddress.Any;
    private long _leaseEndUs;
    private long _askAtUs = -1;
    private long _downSinceUs = -1;
    private int _sockets;

    /// <summary>Locally administered, told apart by the last bytes.</summary>
    public byte[] Mac { get; set; } = [0x02, 0x57, 0x57, 0, 0, 1];

    /// <summary>True: a Wi-Fi station. False: Ethernet.</summary>
    public bool IsWireless { get; set; }

    public Lan Lan { get; set; } = new() { IsUp = false };

    /// <summary>Writes of the block so far: each wears the flash.</summary>
    public int Writes { get; private set; }

    public NetworkBlock Block
    {
        get => _block ??= Load();
        set
        {
            lock (_gate)
            {
                _block = value;
                Writes++;
                Directory.CreateDirectory(flashFolder);
                File.WriteAllText(_file, JsonSerializer.Serialize(value));
            }
        }
    }

    /// <summary>The Wi-Fi that the station is in; null: none, or a cable.</summary>
    public string? JoinedSsid
    {
        get
        {
            JoinAtStart();
            return _joined is not null && Lan.IsUp && Lan.AccessPoints.Any(it => it.Ssid == _joined) ? _joined : null;
        }
    }

    public bool IsLinkUp => Lan.IsUp && (!IsWireless || JoinedSsid is not null);

    /// <summary>The address at this moment; 0.0.0.0: none.</summary>
    public IPAddress Address
    {
        get
        {
            if (!Block.Dhcp) return IPAddress.Parse(Block.Address);
            CatchUp();
            return _leased;
        }
    }

    public bool HasLease => !Address.Equals(IPAddress.Any);

    /// <summary>True: the access point let the station in. False: wrong password. Null: there is none of that name.</summary>
    public bool? TryJoin(string ssid, string password)
    {
        _hasJoinedAtStart = true;
        _joined = null;
        AccessPoint? point = Lan.IsUp ? Lan.AccessPoints.Find(it => it.Ssid == ssid) : null;
        if (point is null) return null;
        if (point.Password != password) return false;
        _joined = ssid;
        ForgetLease();
        return true;
    }

    public void Leave()
    {
        _hasJoinedAtStart = true;
        _joined = null;
    }

    public void ForgetLease()
    {
        lock (_gate)
        {
            _leased = IPAddress.Any;
            _askAtUs = -1;
        }
    }

    /// <summary>False: the chip has no socket left.</summary>
    public bool TryTakeSocket()
    {
        if (Interlocked.Increment(ref _sockets) <= Sockets) return true;
        Interlocked.Decrement(ref _sockets);
        return false;
    }

    public void ReturnSocket() => Interlocked.Decrement(ref _sockets);

    private NetworkBlock Load() => File.Exists(_file) ? JsonSerializer.Deserialize<NetworkBlock>(File.ReadAllText(_file))! : new NetworkBlock();

    // The runtime joins by itself at start when its configuration says so, and again when the access point is back.
    private void JoinAtStart()
    {
        if (!IsWireless || _hasJoinedAtStart && _joined is not null) return;
        if (_hasJoinedAtStart && Block.WifiOptions != NetworkBlock.AutoConnect) return;
        if (Block.Ssid.Length > 0) TryJoin(Block.Ssid, Block.Password);
    }

    private void CatchUp()
    {
        bool up = IsLinkUp;
        lock (_gate)
        {
            long nowUs = time.NowUs;
            if (!up)
            {
                if (_downSinceUs < 0) _downSinceUs = nowUs;
                if (nowUs - _downSinceUs >= LostAddressUs || nowUs >= _leaseEndUs) _leased = IPAddress.Any;
                _askAtUs = -1;
                return;
            }

            _downSinceUs = -1;
            if (_askAtUs < 0) _askAtUs = nowUs + Lan.DhcpUs;
            if (nowUs >= _leaseEndUs) _leased = IPAddress.Any;
            if (nowUs < _askAtUs) return;
            Ask(nowUs);
        }
    }

    private void Ask(long nowUs)
    {
        if (Lan.Lease is not { } lease)
        {
            _askAtUs = nowUs + AskAgainUs;
            return;
        }

        _leased = lease;
        _leaseEndUs = nowUs + Lan.LeaseUs;
        _askAtUs = nowUs + Lan.LeaseUs / 2;
    }
}
