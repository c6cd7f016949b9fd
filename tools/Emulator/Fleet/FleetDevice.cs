// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Emulator.Time;
using Wattwarden.Emulator.Wires;

namespace Wattwarden.Emulator.Fleet;

/// <summary>One device of a fleet: the whole firmware on a chip of its own in a house of its own, at the wall clock's speed. Its page is not served.</summary>
internal sealed class FleetDevice
{
    // The firmware's call chains are short; the desktop's default would reserve megabytes for each of thousands of threads.
    private const int StackBytes = 256 * 1024;

    private readonly RealTimeline _time = new();
    private readonly SimulatedHouse _house;
    private readonly HouseSensors _sensors;
    private readonly BusWire _wire;
    private readonly string _flashFolder;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private Machine? _chip;
    private bool _stopAsked;

    public FleetDevice(HouseOptions house, MeterModel meter, string flashFolder)
    {
        _house = new SimulatedHouse(house);
        _sensors = new HouseSensors(_house, 1, house.StartSecond, house.Seed);
        _wire = new BusWire([new MeterSlave(meter, _house)], new BusFaults(), new BusCounters(), house.Seed);
        _flashFolder = flashFolder;
        _thread = new Thread(Run, StackBytes) { Name = "firmware", IsBackground = true };
    }

    public HouseSensor Boiler => _sensors.Sensors[0];

    public int Restarts { get; private set; }

    public Exception? Failure { get; private set; }

    public void Start() => _thread.Start();

    /// <summary>Cuts the power; the threads end soon.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopAsked = true;
            _chip?.Stop();
        }
    }

    public bool Join(TimeSpan patience) => _thread.Join(patience);

    private void Run()
    {
        try
        {
            for (bool again = true; again;)
            {
                Machine chip = Solder();
                chip.Run(FirmwareHost.Boot);
                _house.OpenAllRelays(_time.NowUs);
                again = chip.RestartAsked && !_stopAsked;
                if (again) Restarts++;
            }
        }
        catch (Exception failure)
        {
            Failure = failure;
        }
    }

    private Machine Solder()
    {
        var time = new ChipTime(_time);
        var chip = new Machine(time, _flashFolder);
        chip.Sntp.Servers = (_, _) => DateTimeOffset.UtcNow;   // samples carry the day's date, whatever day it is in the house
        chip.ConnectUart(Wiring.MeterUart, new ShiftedWire(_wire, time.BootUs));
        chip.ConnectOneWire(new ShiftedOneWire(_sensors.Bus, time.BootUs));
        chip.Pins.Written += (pin, level) =>
        {
            int terminal = Wiring.TerminalOf(pin);
            if (terminal >= 0) _house.SetRelay(terminal, level, _time.NowUs);
        };
        lock (_gate)
        {
            _chip = chip;
            if (_stopAsked) chip.Stop();
        }

        return chip;
    }
}
