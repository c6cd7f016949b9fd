// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>
/// The NTP client of a chip's runtime: asks two seconds after its start, then hourly, and sets the clock without telling anybody. A question that
/// nobody answers is repeated after a quarter of an hour, to the other server. Works when somebody looks at the clock, for the time that has passed.
/// </summary>
public sealed class SntpClient(ITimeline time)
{
    public const long StartupUs = 2_000_000;
    public const long UpdateUs = 3_600_000_000;
    public const long RetryUs = 900_000_000;

    private const string DefaultServer1 = "0.pool.ntp.org";
    private const string DefaultServer2 = "1.pool.ntp.org";

    private readonly Lock _gate = new();
    private readonly string[] _servers = [DefaultServer1, DefaultServer2];
    private int _current;
    private long _askAtUs;

    /// <summary>True UTC as the server of that name has it at a moment (NowUs of the chip's timeline); null: no answer. Set by who builds the world.</summary>
    public Func<string, long, DateTimeOffset?> Servers { get; set; } = (_, _) => null;

    /// <summary>Names that were asked, oldest first.</summary>
    public List<string> Asked { get; } = [];

    public bool IsStarted { get; private set; }

    public string this[int index]
    {
        get => _servers[index];
        set
        {
            CatchUp();
            _servers[index] = value;
        }
    }

    public void Start()
    {
        CatchUp();
        lock (_gate)
        {
            if (IsStarted) return;
            IsStarted = true;
            _current = 0;
            _askAtUs = time.NowUs + StartupUs;
        }
    }

    public void Stop()
    {
        CatchUp();
        IsStarted = false;
    }

    /// <summary>The chip got an address: its runtime starts the client with the runtime's own servers, whatever was set before.</summary>
    public void AddressAssigned()
    {
        Stop();
        (_servers[0], _servers[1]) = (DefaultServer1, DefaultServer2);
        Start();
    }

    /// <summary>Does what was due until now.</summary>
    public void CatchUp()
    {
        lock (_gate)
        {
            while (IsStarted && _askAtUs <= time.NowUs) Ask(_askAtUs);
        }
    }

    private void Ask(long atUs)
    {
        Asked.Add(_servers[_current]);
        if (Servers(_servers[_current], atUs) is { } answer)
        {
            time.Utc = answer.AddMicroseconds(time.NowUs - atUs);
            _askAtUs = atUs + UpdateUs;
            return;
        }

        _current = 1 - _current;
        _askAtUs = atUs + RetryUs;
    }
}
