// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Controller;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Emulator.Wires;
using Wattwarden.Points;
using Wattwarden.Settings;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>
/// The manual's example in virtual time: heater 1 on OUT1 while more than 2 kW are exported (hysteresis 100 W) and the tank is below 65 °C
/// (hysteresis 3 °C), off 60 s late. The real board class on an emulated chip, a meter of bytes, a DS18B20 of bits, a house of water.
/// </summary>
public sealed class BoilerByTemperature : IDisposable
{
    private const string Events =
        """[{"name":"Heater 1","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"op":"and","b":{"source":"ds1","op":"<","value":65,"hysteresis":3},"offDelay":60,"action":{"target":"out1","on":true}}]""";

    private readonly TestChip _chip = new();
    private readonly SimulatedHouse _house = new(new HouseOptions { Sun = new ClearSky(6000, 50, 1), StartSecond = 1_781_964_000, BoilerCelsius = 64 });
    private readonly HouseSensors _sensors;
    private EnergyController _controller = null!;

    public BoilerByTemperature()
    {
        _sensors = new HouseSensors(_house, 3, 0, 1);
        MeterModel meter = MeterCatalog.Find(MeterCatalog.Default)!;
        _chip.Machine.ConnectUart(Wiring.MeterUart, new BusWire([new MeterSlave(meter, _house)], new BusFaults(), new BusCounters(), 1));
        _chip.Machine.ConnectOneWire(_sensors.Bus);
        _chip.Machine.Pins.Written += (pin, level) =>
        {
            if (Wiring.TerminalOf(pin) is >= 0 and var terminal) _house.SetRelay(terminal, level, _chip.Time.NowUs);
        };
        _house.FixSun(6000, 0);
        _house.FixHousehold(300, 0);
    }

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void The_heater_follows_the_tank_with_three_degrees_of_hysteresis_and_a_minute_of_delay() => _chip.Run(() =>
    {
        Start();
        Run(minutes: 1);
        Assert.True(HeaterIsOn);

        RunUntil(() => Celsius >= 65.2, minutes: 60);
        Assert.True(HeaterIsOn);
        Assert.InRange(Celsius, 65, 66);
        RunUntil(() => Celsius >= 68, minutes: 120);
        Run(minutes: 0.95);
        Assert.True(HeaterIsOn);
        Run(minutes: 0.15);
        Assert.False(HeaterIsOn);

        // It cools through the band without being switched, and on below 65 °C.
        _house.SetBoiler(66, _chip.Time.NowUs);
        Run(minutes: 5);
        Assert.False(HeaterIsOn);
        _house.SetBoiler(64.8, _chip.Time.NowUs);
        Run(minutes: 0.2);
        Assert.True(HeaterIsOn);
    });

    [Fact]
    public void A_sensor_that_is_pulled_out_takes_the_heater_to_its_safe_state() => _chip.Run(() =>
    {
        Start();
        Run(minutes: 1);
        Assert.True(HeaterIsOn);
        _sensors.Sensors[0].Device.IsConnected = false;
        long pulledUs = _chip.Time.NowUs;
        RunUntil(() => !HeaterIsOn, minutes: 2);

        // Three rounds of a second, and ten seconds of hold time.
        Assert.InRange((_chip.Time.NowUs - pulledUs) / 1e6, 11, 16);
        Assert.Equal(Quality.Failed, _controller.Points.Quality(PointId.FirstSensor));
        _sensors.Sensors[0].Device.IsConnected = true;
        RunUntil(() => HeaterIsOn, minutes: 1);
    });

    [Fact]
    public void A_supply_that_dips_never_heats_and_never_stops_heating() => _chip.Run(() =>
    {
        Start();
        Run(minutes: 1);
        for (int i = 0; i < 40; i++)
        {
            _sensors.Sensors[0].Device.PowerCycle();
            Run(minutes: 0.1);
            Assert.True(HeaterIsOn);
            Assert.InRange(Celsius, 60, 66);
        }
    });

    private bool HeaterIsOn => _chip.Machine.Pins.Level(WattwardenEmsRevAPins.Out1);

    private double Celsius => _controller.Points.Milli(PointId.FirstSensor) / 1000.0;

    private void Start()
    {
        _controller = new EnergyController(new WattwardenEmsRevA());
        _controller.Start(false);
        Put("events", Events);
        var fault = new SettingsFault();
        Assert.Equal(SaveOutcome.Saved, _controller.SensorDesk.Save(1, Dow.Text(_sensors.Sensors[0].Device.Rom), fault));
        Run(minutes: 0.1);
    }

    private void Put(string section, string json)
    {
        var fault = new SettingsFault();
        Assert.Equal(SaveOutcome.Saved, _controller.Store.Put(_controller.FindSection(section), SectionText.Reader(json), fault));
        Run(minutes: 0.01);
    }

    private void Run(double minutes) => RunUntil(() => false, minutes, mustHappen: false);

    private void RunUntil(Func<bool> condition, double minutes, bool mustHappen = true)
    {
        long endUs = _chip.Time.NowUs + (long)(minutes * 60e6);
        while (_chip.Time.NowUs < endUs && !condition())
        {
            long dueMs = _controller.Step();
            long nowMs = _chip.Time.NowUs / 1000;
            _chip.Time.Sleep((int)Math.Clamp(dueMs - nowMs, 1, 250));
            _house.AdvanceTo(_chip.Time.NowUs);
        }

        Assert.True(!mustHappen || condition(), "did not happen in time");
    }
}
