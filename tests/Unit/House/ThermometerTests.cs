// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

/// <summary>The simulated thermometers are those of the data sheets, slot by slot.</summary>
public class ThermometerTests
{
    private readonly Thermometer _sensor;
    private readonly BusPort _port;
    private double _celsius = 25.0625;

    public ThermometerTests()
    {
        _sensor = new Thermometer(Dow.Rom(0x28, 0xABCDEF), _ => _celsius);
        _port = new BusPort(new OneWireBus([_sensor]));
    }

    [Fact]
    public void Before_the_first_measurement_85_degrees_stand_there()
    {
        Assert.Equal("50054B467FFF0C101C", Pad());
    }

    [Theory]
    [InlineData(125, "D007")]
    [InlineData(85, "5005")]
    [InlineData(25.0625, "9101")]
    [InlineData(10.125, "A200")]
    [InlineData(0.5, "0800")]
    [InlineData(0, "0000")]
    [InlineData(-0.5, "F8FF")]
    [InlineData(-10.125, "5EFF")]
    [InlineData(-25.0625, "6FFE")]
    [InlineData(-55, "90FC")]
    public void The_register_is_that_of_the_data_sheets_table(double celsius, string register)
    {
        _celsius = celsius;
        Start();
        _port.NowMs += 750;
        Assert.StartsWith(register, Pad());
    }

    [Fact]
    public void It_answers_zeros_while_it_measures_and_keeps_the_old_value_until_it_is_done()
    {
        Start();
        Assert.Equal(0x00, _port.TouchByte(0xFF));
        _port.NowMs += 749;
        Assert.StartsWith("5005", Pad());
        _port.NowMs += 1;
        Assert.StartsWith("9101", Pad());
        Start();
        _port.NowMs += 750;
        Assert.Equal(0xFF, _port.TouchByte(0xFF));
    }

    [Fact]
    public void Written_limits_and_resolution_last_until_power_goes_unless_copied()
    {
        Select(0x4E, 0x20, 0x10, 0x00);
        Assert.EndsWith(Seal("500520101FFF0C10"), Pad());
        _sensor.PowerCycle();
        Assert.Equal("50054B467FFF0C101C", Pad());
        Select(0x4E, 0x20, 0x10, 0x3F);
        Select(0x48);
        _sensor.PowerCycle();
        Assert.Equal(Seal("500520103FFF0C10"), Pad());
        Select(0x4E, 0x01, 0x02, 0x7F);
        Select(0xB8);
        Assert.Equal(Seal("500520103FFF0C10"), Pad());
    }

    [Fact]
    public void It_has_a_supply_of_its_own_and_tells_so()
    {
        Select(0xB4);
        Assert.True(_port.TouchBit(true));
    }

    [Fact]
    public void Only_those_beyond_their_limits_answer_an_alarm_search()
    {
        _celsius = 20;
        Select(0x4E, 0x1E, 0x0A, 0x7F);
        Start();
        _port.NowMs += 800;
        Assert.Equal((true, true), Alarm());
        _celsius = 31;
        Start();
        _port.NowMs += 800;
        Assert.Equal((false, true), Alarm());

        (bool, bool) Alarm()
        {
            Assert.True(_port.Reset());
            _port.TouchByte(0xEC);
            return (_port.TouchBit(true), _port.TouchBit(true));
        }
    }

    [Fact]
    public void Devices_that_were_not_chosen_stay_silent()
    {
        var other = new Thermometer(Dow.Rom(0x28, 0xABCDEE), _ => -55);
        var port = new BusPort(new OneWireBus([_sensor, other]));
        Assert.True(port.Reset());
        port.TouchByte(0x55);
        for (int i = 0; i < 8; i++) port.TouchByte((byte)(_sensor.Rom >> 8 * i));
        port.TouchByte(0x44);
        Assert.Equal((1, 0), (_sensor.Conversions, other.Conversions));
    }

    [Fact]
    public void The_house_has_its_first_sensor_in_the_boiler_and_all_have_different_identifiers()
    {
        var house = new SimulatedHouse(new HouseOptions { Sun = new ClearSky(6000, 50, 1), StartSecond = 0, BoilerCelsius = 61 });
        var sensors = new HouseSensors(house, HouseSensors.Most, 0, 1);
        Assert.Equal(HouseSensors.Most, sensors.Sensors.Select(sensor => sensor.Device.Rom).Distinct().Count());
        Assert.Equal("Boiler", sensors.Sensors[0].Place);
        Assert.Equal(61, sensors.Sensors[0].CelsiusAt(0), 3);
        house.SetBoiler(72, 1_000_000);
        Assert.Equal(72, sensors.Sensors[0].CelsiusAt(1_000_000), 3);
        Assert.All(sensors.Sensors.Skip(1), sensor => Assert.InRange(sensor.CelsiusAt(43_200_000_000), -10, 60));
        Assert.Empty(new HouseSensors(house, 0, 0, 1).Bus.Devices);
    }

    private void Start() => Select(0x44);

    private void Select(params byte[] bytes)
    {
        Assert.True(_port.Reset());
        Assert.Equal(0xCC, _port.TouchByte(0xCC));
        foreach (byte value in bytes) Assert.Equal(value, _port.TouchByte(value));
    }

    private string Pad()
    {
        Select(0xBE);
        byte[] pad = new byte[9];
        for (int i = 0; i < 9; i++) pad[i] = _port.TouchByte(0xFF);
        return Convert.ToHexString(pad);
    }

    private static string Seal(string eight)
    {
        byte[] bytes = Convert.FromHexString(eight);
        return eight + Dow.Crc(bytes).ToString("X2");
    }
}
