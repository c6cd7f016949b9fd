// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;
using Wattwarden.Web;

namespace Wattwarden.Emulator;

/// <summary>What the device is told before it starts, so that it knows the meter of the house and what hangs on its inputs.</summary>
internal sealed record FirmwareSetup(MeterModel Meter, bool IsMeterAsked, double? PollSeconds, HouseSensor? Boiler, bool Pulses = false, bool ArePulsesAsked = false, bool Adc = false, string? Mqtt = null);

/// <summary>The one place that names the firmware.</summary>
internal static class FirmwareHost
{
    private const string SolarRow = """{"input":1,"name":"Solar energy","unit":"kWh","pulsesPerUnit":1000}""";
    private const string WaterRow = """{"input":2,"name":"Water","unit":"m³","pulsesPerUnit":1000}""";
    private const string SolarPulses = "{\"pulses\":[" + SolarRow + "]}";
    private const string SolarAndWaterPulses = "{\"pulses\":[" + SolarRow + "," + WaterRow + "]}";
    private const string OutsideSensor = """[{"channel":1,"name":"Outside","kind":"pt1000-divider","resistorOhm":1000,"supplyV":3.3,"fullScaleV":3.3}]""";

    /// <summary>
    /// Does what an installer would do on the Modbus page before the first start: chooses the meter and the delay between reads, and stores
    /// them in the device's flash by the firmware's own settings code. A device that has settings keeps them, unless the options name others.
    /// </summary>
    public static void Prepare(string flashFolder, FirmwareSetup setup)
    {
        var board = new OfflineBoard(flashFolder);
        var controller = new EnergyController(board);
        _ = new WebFront(controller);   // the edges' sections are part of the settings
        _ = new MqttFront(controller);
        controller.Start(safeMode: false);
        bool isNew = controller.Store.Outcome is LoadOutcome.Defaults;
        if (isNew || setup.IsMeterAsked || setup.PollSeconds is not null) Save(controller, "modules", ModulesDocument(setup), $"--preset {setup.Meter.Id}", flashFolder);
        if (isNew && setup.Boiler is { } boiler) Save(controller, "sensors", SensorsDocument(setup, boiler), "--ds", flashFolder);
        if (isNew) Save(controller, "view", ViewDocument(setup), "--pulses", flashFolder);
        if (setup.Pulses && (isNew || setup.ArePulsesAsked) && !controller.Pulses.Settings.Given[0]) Save(controller, "inputs", setup.Adc ? SolarPulses : SolarAndWaterPulses, "--pulses", flashFolder);
        if (setup.Adc && !controller.Analogs.Settings.Given[0]) Save(controller, "analog", OutsideSensor, "--adc", flashFolder);
        if (setup.Mqtt is { } mqtt) Save(controller, "mqtt", mqtt, "--mqtt", flashFolder);
    }

    /// <summary>Section "mqtt" for a broker without login: host or host:port.</summary>
    public static string MqttDocument(string broker)
    {
        string[] parts = broker.Split(':');
        return $$"""{"on":true,"host":"{{parts[0]}}","port":{{(parts.Length > 1 ? parts[1] : "1883")}},"clientId":"wattwarden","prefix":"wattwarden","intervalS":10}""";
    }

    private static void Save(EnergyController controller, string section, string document, string option, string flashFolder)
    {
        ISettingsSection target = controller.FindSection(section);
        var reader = new JsonReader();
        byte[] wanted = System.Text.Encoding.UTF8.GetBytes(document);
        reader.Reset(wanted, 0, wanted.Length);
        var fault = new SettingsFault();
        if (!target.Read(reader, fault)) throw new RunError($"{option}: the firmware refuses it: {fault.Key} {fault.Message}");
        SaveOutcome outcome = controller.Store.Save(target);
        if (outcome != SaveOutcome.Saved) throw new RunError($"--state {flashFolder}: {SettingsText.Of(outcome)}");
        target.Commit();
    }

    /// <summary>Somebody who ends the emulator and starts it again does not play with the breaker: that must not lead to safe mode.</summary>
    public static void ForgetQuickStart(string flashFolder) => File.Delete(Path.Combine(flashFolder, Boards.QuickRestarts.FileName));

    // Who polls the meter slowly to save work polls the boiler slowly too.
    private static string SensorsDocument(FirmwareSetup setup, HouseSensor boiler) =>
        $$"""[{"position":1,"id":"{{Dow.Text(boiler.Device.Rom)}}","name":"{{boiler.Place}}","periodS":{{(int)Math.Clamp(setup.PollSeconds ?? 1, 1, 60)}}}]""";

    // The page shows the sun and the curves of the sun and the boiler where the house has meters for them.
    private static string ViewDocument(FirmwareSetup setup)
    {
        string sun = setup.Pulses ? "\"pw1\"" : "null";
        string[] curves = [.. setup.Pulses ? ["\"pw1\""] : Array.Empty<string>(), .. setup.Boiler is null ? Array.Empty<string>() : ["\"ds1\""]];
        return $$$"""{"flow":{"solar":{{{sun}}}},"day":[{{{string.Join(',', curves)}}}]}""";
    }

    /// <summary>The firmware's entry; runs inside Machine.Run and never returns on a healthy device.</summary>
    public static void Boot() => Device.Program.Main();

    // The firmware finds out by itself which SunSpec models a device has.
    private static string PresetOf(MeterModel meter) => meter.Id.StartsWith("fronius-sunspec", StringComparison.Ordinal) ? "fronius-sunspec" : meter.Id;

    private static string ModulesDocument(FirmwareSetup setup)
    {
        MeterModel meter = setup.Meter;
        string parity = meter.Parity switch { 'E' => "even", 'O' => "odd", _ => "none" };
        long pollMs = (long)((setup.PollSeconds ?? 0) * 1000);
        return $$"""[{"on":true,"preset":"{{PresetOf(meter)}}","slave":{{meter.SlaveId}},"bitRate":{{meter.BaudRate}},"parity":"{{parity}}","stopBits":{{meter.StopBits}},"pollMs":{{pollMs}}}]""";
    }
}
