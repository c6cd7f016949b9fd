// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.Meters;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Scenarios;

/// <summary>Virtual outputs, events in chains, and loads that follow their own phase.</summary>
public sealed class EventChainTests(ITestOutputHelper output)
{
    [Fact]
    public void A_virtual_output_carries_a_decision_to_two_loads_and_back()
    {
        using var house = new House(new HouseSetup
        {
            Events =
                """
                [{"name":"Both pumps","on":true,"per":true,"a":{"source":"event1","op":"=","value":1},"action":{"target":"out3","on":true}},
                 {"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-3000,"hysteresis":3000},"offDelay":10,"action":{"target":"event1","on":true}},
                 {"name":"Not the first","on":true,"per":true,"a":{"source":"event1","op":"=","value":0},"action":{"target":"out5","on":true}},
                 {"name":"With C","on":true,"per":true,"a":{"source":"event1","op":"=","value":1},"c":2,"onDelay":5,"action":{"target":"out4","on":true}}]
                """,
        });
        house.After(seconds: 3).Output(5).IsOn();
        house.Output(3).IsOff();
        house.SunShines(5000).After(seconds: 1).Output(3).IsOn();
        house.Output(5).IsOff();
        house.Output(4).IsOff();
        house.After(seconds: 5).Output(4).IsOn();
        Assert.Equal(1, house.Point("event1").GetProperty("value").GetDouble());
        house.Output(3).Says("event 'Both pumps' is met");

        // The delay belongs to the event behind the virtual output: all three wait for it and then move together.
        house.SunShines(0).After(seconds: 9.5).Output(3).IsOn();
        house.After(seconds: 1.5).Output(3).IsOff();
        house.Output(4).IsOff();
        house.Output(5).IsOn();

        // Unknown travels along the chain: nothing goes on; what is on leaves after its own hold time.
        house.Meter.Unplug();
        house.After(seconds: 30).Output(5).IsOff();
        house.Output(3).IsOff();
        Assert.NotEqual("good", house.Point("event1").GetProperty("quality").GetString());
    }

    [Fact]
    public void High_voltage_on_L2_switches_the_load_of_L2_in_and_no_other()
    {
        MeterModel sdm630 = MeterCatalog.Find("eastron-sdm630-v2")!;
        using var house = new House(new HouseSetup
        {
            Meters = [(sdm630, 1)],
            Modules = """[{"preset":"eastron-sdm630-v2"}]""",
            Mapping = """[{"quantity":"powerTotal","point":"m1"},{"quantity":"voltageL1","point":"m4"},{"quantity":"voltageL2","point":"m5","name":"Voltage L2"},{"quantity":"voltageL3","point":"m6"},{"quantity":"powerL2","point":"m7"}]""",
            Events =
                """
                [{"name":"L2 high","on":true,"per":true,"a":{"source":"m5","op":">=","value":238,"hysteresis":6},"onDelay":3,"offDelay":30,"action":{"target":"out2","on":true}},
                 {"name":"L1 too high","on":true,"per":true,"a":{"source":"m4","op":">=","value":253,"hysteresis":6},"action":{"target":"out1","on":true}}]
                """,
        });
        house.After(seconds: 20).Output(2).IsOff();
        Assert.Equal("V", house.Point("m5").GetProperty("unit").GetString());

        // 18 kW from the roof lift each phase by about 9 V.
        double onS = house.SunShines(18_000).Until("heater 2 on", () => house.RelayIsClosed(2), withinS: 10);
        output.WriteLine($"L2 load in after {onS:0.00} s at {house.World.Observe((long)(house.NowS * 1e6)).PhaseVolts[1]:0.0} V");
        Assert.InRange(onS, 3, 4);
        house.Output(2).Says("event 'L2 high' is met", "Voltage L2", "V >= 238 V");
        house.After(minutes: 10).Output(2).IsOn();
        house.Output(1).IsOff();
        double offS = house.SunShines(0).Until("heater 2 off", () => !house.RelayIsClosed(2), withinS: 40);
        Assert.InRange(offS, 30, 31);
    }
}
