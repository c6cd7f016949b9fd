// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

public sealed record HouseOptions
{
    public required Sun Sun { get; init; }

    /// <summary>Moment 0 of the house: seconds of its clock since 1970-01-01T00:00.</summary>
    public required long StartSecond { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>1: the whole house hangs on L1, for single-phase meters.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>The house stands still from this moment on.</summary>
    public long EndUs { get; init; } = long.MaxValue;

    public double BoilerLitres { get; init; } = 300;

    public double BoilerCelsius { get; init; } = 45;
}

/// <summary>
/// Sun, people, boiler and grid connection of one house. Powers change at whole seconds and at relay changes and are constant
/// between them, so the counters are exact and do not depend on how the caller divides the time. Callable from any thread.
/// </summary>
public sealed class SimulatedHouse : IGridConnection
{
    private const long TickUs = 1_000_000;
    private const double NominalVolts = 230;
    private const double SupplyOhms = 0.35;   // house connection and street: 1 kW more export lifts a phase by 1.5 V
    private const double HouseholdReactiveShare = 0.18;

    private readonly Lock _gate = new();
    private readonly HouseOptions _options;
    private readonly Household _people;
    private readonly Boiler _boiler;
    private readonly HeatPump _heatPump = new();
    private readonly GridMeter _meter = new();
    private readonly Load _household = new("household", "Household", -1, 0, HouseholdReactiveShare);
    private readonly Load[] _loads;
    private readonly bool[] _relays = new bool[Wiring.Terminals.Length];
    private readonly int[] _relaySwitchings = new int[Wiring.Terminals.Length];
    private readonly double[] _volts = [NominalVolts, NominalVolts, NominalVolts];
    private readonly double[] _watts = new double[3];
    private readonly double[] _reactive = new double[3];
    private readonly Drift[] _supply;
    private readonly Drift _hertz;

    private long _nowUs;
    private long _countedUs;
    private long _nextTickUs = TickUs;
    private double? _fixedSunWatts;
    private double _sunWatts;
    private double _recordedSunWatts;
    private double _consumedWatts;
    private double _heaterWatts;
    private double _producedWh;
    private double _selfConsumedWh;

    public SimulatedHouse(HouseOptions options)
    {
        _options = options;
        _people = new Household(options.Seed);
        _boiler = new Boiler(options.BoilerLitres, options.BoilerCelsius, options.Seed);
        _loads = Array.ConvertAll(Wiring.Terminals, it => new Load(it.LoadId, it.LoadName, options.Phases == 1 ? 0 : it.Phase, it.Watts, it.ReactiveShare));
        _supply = [new Drift(options.Seed, 11, 240), new Drift(options.Seed, 12, 240), new Drift(options.Seed, 13, 240)];
        _hertz = new Drift(options.Seed, 14, 30);
        BeginSecond();
    }

    public string SunTitle => _options.Sun.Title;

    /// <summary>The house clock at moment 0.</summary>
    public DateTime Start => DateTime.UnixEpoch.AddSeconds(_options.StartSecond);

    /// <summary>Lets time pass up to this moment, microseconds since the start. A moment in the past changes nothing.</summary>
    public void AdvanceTo(long nowUs)
    {
        lock (_gate) Advance(nowUs);
    }

    /// <summary>A relay of the board closes or opens.</summary>
    public void SetRelay(int terminal, bool closed, long nowUs)
    {
        lock (_gate)
        {
            Advance(nowUs);
            if (_relays[terminal] == closed) return;
            Count(_nowUs);
            _relays[terminal] = closed;
            _relaySwitchings[terminal]++;
            Balance();
        }
    }

    /// <summary>Power gone: all relays fall open.</summary>
    public void OpenAllRelays(long nowUs)
    {
        for (int terminal = 0; terminal < _relays.Length; terminal++) SetRelay(terminal, false, nowUs);
    }

    /// <summary>Solar power by hand (null: as recorded or computed again).</summary>
    public void FixSun(double? watts, long nowUs) => Change(nowUs, () => _fixedSunWatts = watts);

    /// <summary>Household power by hand (null: people again).</summary>
    public void FixHousehold(double? watts, long nowUs) => Change(nowUs, () => _people.Fix(watts));

    public void SetBoiler(double celsius, long nowUs) => Change(nowUs, () => _boiler.Set(celsius));

    public double BoilerCelsiusAt(long nowUs)
    {
        lock (_gate)
        {
            Advance(nowUs);
            Count(_nowUs);
            return _boiler.Celsius;
        }
    }

    public void Measure(GridReading reading, long nowUs)
    {
        lock (_gate)
        {
            Advance(nowUs);
            Count(_nowUs);
            for (int phase = 0; phase < 3; phase++)
            {
                bool wired = phase < _options.Phases;
                reading.Volts[phase] = wired ? _volts[phase] : 0;
                reading.Watts[phase] = _watts[phase];
                reading.Reactive[phase] = _reactive[phase];
            }

            reading.Hertz = 50 + (0.03 * _hertz.At(ClockSecond));
            _meter.CopyTo(reading);
        }
    }

    /// <summary>Solar energy since the start, as the inverter's own counter has it.</summary>
    public double ProducedKWh(long nowUs)
    {
        lock (_gate)
        {
            Advance(nowUs);
            Count(_nowUs);
            return _producedWh / 1000;
        }
    }

    public HouseState Observe(long nowUs)
    {
        lock (_gate)
        {
            Advance(nowUs);
            Count(_nowUs);
            return new HouseState
            {
                Clock = DateTime.UnixEpoch.AddSeconds(ClockSecond),
                Seconds = _nowUs / 1e6,
                SunWatts = _sunWatts,
                SunIsFixed = _fixedSunWatts is not null,
                HouseholdWatts = _household.Watts,
                HouseholdIsFixed = _people.FixedWatts is not null,
                ConsumedWatts = _consumedWatts,
                GridWatts = _watts[0] + _watts[1] + _watts[2],
                PhaseVolts = _volts.AsSpan(0, _options.Phases).ToArray(),
                PhaseWatts = _watts.AsSpan(0, _options.Phases).ToArray(),
                BoilerCelsius = _boiler.Celsius,
                BoilerMinCelsius = _boiler.MinCelsius,
                BoilerMaxCelsius = _boiler.MaxCelsius,
                HeaterMayHeat = [_boiler.Allows(0), _boiler.Allows(1)],
                Relays = (bool[])_relays.Clone(),
                RelaySwitchings = (int[])_relaySwitchings.Clone(),
                Loads = [LoadState.Of(_household), .. Array.ConvertAll(_loads, LoadState.Of)],
                ProducedKWh = _producedWh / 1000,
                ImportedKWh = _meter.ImportWh / 1000,
                ExportedKWh = _meter.ExportWh / 1000,
                SelfConsumedKWh = _selfConsumedWh / 1000,
            };
        }
    }

    private double ClockSecond => _options.StartSecond + (_nowUs / 1e6);

    private void Change(long nowUs, Action change)
    {
        lock (_gate)
        {
            Advance(nowUs);
            Count(_nowUs);
            change();
            _people.At(_options.StartSecond + (_nowUs / TickUs));
            Balance();
        }
    }

    private void Advance(long nowUs)
    {
        nowUs = Math.Min(nowUs, _options.EndUs);
        while (_nextTickUs <= nowUs)
        {
            Count(_nextTickUs);
            _nowUs = _nextTickUs;
            _nextTickUs += TickUs;
            BeginSecond();
        }

        if (nowUs > _nowUs) _nowUs = nowUs;
    }

    private void BeginSecond()
    {
        long second = _options.StartSecond + (_nowUs / TickUs);
        _recordedSunWatts = _options.Sun.WattsAt(second + 0.5);   // mid-second: exact for a straight line
        _people.At(second);
        _boiler.At(second);
        Balance();
    }

    // Who takes what from now on.
    private void Balance()
    {
        long second = _options.StartSecond + (_nowUs / TickUs);
        _sunWatts = _fixedSunWatts ?? _recordedSunWatts;
        _household.Take(_people.Total);
        Spread();
        _consumedWatts = _people.Total;
        _heaterWatts = 0;
        int heater = 0;
        for (int i = 0; i < _loads.Length; i++)
        {
            Load load = _loads[i];
            double watts = 0;
            switch (Wiring.Terminals[i].Kind)
            {
                case LoadKind.HeatPump:
                    _heatPump.At(second, _relays[i]);
                    watts = _heatPump.Runs ? load.RatedWatts : 0;
                    break;
                case LoadKind.Heater:
                    double share = _volts[load.Phase] / NominalVolts;
                    watts = _relays[i] && _boiler.Allows(heater) ? load.RatedWatts * share * share : 0;
                    heater++;
                    _heaterWatts += watts;
                    break;
                default:
                    watts = _relays[i] ? load.RatedWatts : 0;
                    break;
            }

            load.Take(watts);
            _consumedWatts += watts;
            _watts[load.Phase] += watts;
            _reactive[load.Phase] += load.Reactive;
        }

        for (int phase = 0; phase < _options.Phases; phase++)
        {
            _volts[phase] = NominalVolts + 1 + (2 * _supply[phase].At(second)) - (SupplyOhms * _watts[phase] / NominalVolts);
        }
    }

    // Household and inverter over the phases.
    private void Spread()
    {
        for (int phase = 0; phase < 3; phase++)
        {
            double household = _options.Phases == 1 ? (phase == 0 ? _people.Total : 0) : _people.Phase(phase);
            double sun = phase < _options.Phases ? _sunWatts / _options.Phases : 0;
            _watts[phase] = household - sun;
            _reactive[phase] = household * HouseholdReactiveShare;
        }
    }

    private void Count(long untilUs)
    {
        if (untilUs <= _countedUs) return;
        double seconds = (untilUs - _countedUs) / 1e6;
        _countedUs = untilUs;
        _producedWh += _sunWatts * seconds / 3600;
        _selfConsumedWh += Math.Min(_sunWatts, _consumedWatts) * seconds / 3600;
        _meter.Pass(seconds, _watts, _reactive);
        _household.Pass(seconds);
        foreach (Load load in _loads) load.Pass(seconds);
        _boiler.Pass(seconds, _heaterWatts);
    }
}
