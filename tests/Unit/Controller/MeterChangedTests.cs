// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Mqtt;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

/// <summary>What m1…m30 are mapped to may go, with another meter or a shorter list of modules. The mapping then has rows without effect; nothing else may suffer.</summary>
public sealed class MeterChangedTests
{
    private const string Mapping = """[{"module":1,"quantity":"powerTotal","point":"m1","name":"Grid"},{"module":1,"quantity":"currentSum","point":"m2","name":"Current"},{"module":2,"quantity":"powerTotal","point":"m3","name":"Heat pump"}]""";

    private readonly PowerCutFileStore _flash = new();

    [Theory]
    [InlineData("/api/v1/modules", """[{"on":true,"preset":"siemens-pac2200","slave":1},{"on":true,"preset":"eastron-sdm120","slave":2}]""")]   // has no sum of currents
    [InlineData("/api/v1/modules", """[{"on":true,"preset":"eastron-sdm630-v2","slave":1}]""")]                                             // no second module
    [InlineData("/api/v1/modules", "[]")]
    public void Settings_are_loaded_after_a_meter_was_changed_for_one_that_lacks_a_mapped_quantity(string path, string json)
    {
        DeskDevice device = new(new DeskBoard { Flash = _flash });
        string cookie = device.AdminCookie();
        Put(device, cookie, "/api/v1/modules", """[{"on":true,"preset":"eastron-sdm630-v2","slave":1},{"on":true,"preset":"eastron-sdm120","slave":2}]""");
        Put(device, cookie, "/api/v1/mapping", Mapping);
        Put(device, cookie, path, json);

        EnergyController restarted = new(new DeskBoard { Flash = _flash });
        _ = new WebFront(restarted);
        _ = new MqttFront(restarted);
        restarted.Start(false);
        Assert.Equal((LoadOutcome.Loaded, ""), (restarted.Store.Outcome, restarted.Store.Fault.Message));
        Assert.Contains("\"Heat pump\"", restarted.FindSection("mapping").Json());
        for (int i = 0; i < 100; i++) restarted.Step();
        Assert.Null(restarted.Culprit);
    }

    [Fact]
    public void A_mapping_that_is_put_by_itself_still_has_to_name_what_the_meter_has()
    {
        DeskDevice device = new(new DeskBoard { Flash = _flash });
        Assert.Equal(400, device.Send("PUT", "/api/v1/mapping", """[{"module":1,"quantity":"currentSum","point":"m1"}]""", device.AdminCookie()).Status);
        Assert.Equal(400, device.Send("PUT", "/api/v1/mapping", """[{"module":2,"quantity":"powerTotal","point":"m1"}]""", device.AdminCookie()).Status);
    }

    private static void Put(DeskDevice device, string cookie, string path, string json)
    {
        Assert.Equal(204, device.Send("PUT", path, json, cookie).Status);
        device.Step(20);
    }
}
