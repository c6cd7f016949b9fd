// SPDX-License-Identifier: MIT
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Wattwarden.Tests.Fence;

/// <summary>Arrows between the floors point down, as docs/architecture.md draws them. Read from the IL, not from using lines.</summary>
public sealed class ArrowTests
{
    private const string Everything = "*";

    // floor → the floors it may name. Nobody else may be named.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Text"] = [],
        ["Points"] = ["Text"],
        ["Ports"] = ["Text", "Points"],
        ["Modbus"] = ["Ports"],
        ["OneWire"] = ["Ports", "Text"],
        ["Sensors"] = ["OneWire", "Points", "Ports", "Text"],
        ["Meters"] = ["Modbus", "Points", "Ports", "Text"],
        ["Rules"] = ["Points", "Ports", "Text"],
        ["Outputs"] = ["Points", "Ports", "Text"],
        ["Settings"] = ["Ports", "Text"],
        ["Storage"] = ["Settings", "Ports", "Text"],
        ["Network"] = ["Settings", "Ports", "Text"],
        ["Time"] = ["Ports", "Text"],
        ["Diagnostics"] = ["Points", "Text"],
        ["View"] = ["Points", "Ports", "Text"],
        ["Controller"] = ["Meters", "Sensors", "OneWire", "Rules", "Outputs", "Settings", "Storage", "Time", "Network", "Diagnostics", "View", "Modbus", "Points", "Ports", "Text"],
        ["Assets"] = [],
        ["Pages"] = ["Assets"],
        ["Words"] = ["Assets"],
        ["Words2"] = ["Assets"],
        ["Web"] = ["Assets", "Pages", "Words", "Words2", "Controller", "Ports", "Points", "Text"],
        ["ConsoleEdge"] = ["Controller", "Ports", "Points", "Text"],
        ["Discovery"] = ["Controller", "Ports", "Text"],
        ["Mqtt"] = ["Controller", "Ports", "Points", "Text"],
        ["Boards"] = ["Ports", "Text"],
        ["Device"] = [Everything],
        ["BoardCheck"] = [Everything],
    };

    private static readonly string[] Edges = ["Web", "ConsoleEdge", "Discovery", "Mqtt"];

    // Types of know-how that the controller hands to the edges to read: data, no decisions.
    private static readonly string[] EdgesMayRead =
    [
        "Wattwarden.Diagnostics.DiagnosticEntry",
        "Wattwarden.Diagnostics.DiagnosticKind",
        "Wattwarden.Diagnostics.DiagnosticLog",
        "Wattwarden.Diagnostics.DiagnosticSnapshot",
        "Wattwarden.Meters.BusScanOrder",
        "Wattwarden.Meters.BusScanSnapshot",
        "Wattwarden.Meters.BusScanState",
        "Wattwarden.Meters.MeterSnapshot",
        "Wattwarden.Meters.TrialRead",
        "Wattwarden.Meters.PresetCatalog",
        "Wattwarden.Meters.RegisterTable",
        "Wattwarden.Modbus.LineHealth",
        "Wattwarden.Modbus.LineHint",
        "Wattwarden.Modbus.ModbusBus",
        "Wattwarden.Modbus.ModbusStatus",
        "Wattwarden.Modbus.SlaveCounters",
        "Wattwarden.Modbus.StatusWords",
        "Wattwarden.Network.NetworkSection",
        "Wattwarden.Network.NetworkSettings",
        "Wattwarden.Network.NetworkSnapshot",
        "Wattwarden.Network.NetworkStage",
        "Wattwarden.Network.NetworkWords",
        "Wattwarden.Outputs.Cause",
        "Wattwarden.Outputs.CommandOrigin",
        "Wattwarden.Outputs.DecisionRing",
        "Wattwarden.Outputs.OutputAnswer",
        "Wattwarden.Outputs.OutputSnapshot",
        "Wattwarden.Outputs.OutputWords",
        "Wattwarden.Rules.Comparison",
        "Wattwarden.Rules.Logic",
        "Wattwarden.Rules.EventSnapshot",
        "Wattwarden.Rules.Comparison",
        "Wattwarden.Rules.EventSources",
        "Wattwarden.Rules.EventTable",
        "Wattwarden.Rules.EventTrial",
        "Wattwarden.Rules.Logic",
        "Wattwarden.Rules.RuleWords",
        "Wattwarden.Rules.Truth",
        "Wattwarden.Sensors.FinderState",
        "Wattwarden.Sensors.FoundSensor",
        "Wattwarden.Sensors.SensorState",
        "Wattwarden.Sensors.SensorWords",
        "Wattwarden.Sensors.AnalogSettings",
        "Wattwarden.Sensors.AnalogState",
        "Wattwarden.Sensors.ContactSettings",
        "Wattwarden.Sensors.InputSnapshot",
        "Wattwarden.Sensors.PulseScale",
        "Wattwarden.Sensors.PulseSettings",
        "Wattwarden.Settings.Crc32",
        "Wattwarden.Settings.ISettingsDoor",
        "Wattwarden.Settings.SaveOutcome",
        "Wattwarden.Settings.SettingsStore",
        "Wattwarden.Settings.SettingsText",
        "Wattwarden.Storage.BackupReader",
        "Wattwarden.Storage.BackupWriter",
        "Wattwarden.Storage.FactoryIdentity",
        "Wattwarden.Storage.FactoryRecord",
        "Wattwarden.Storage.FlashUse",
        "Wattwarden.Storage.FlashWear",
        "Wattwarden.Storage.OwnFiles",
        "Wattwarden.Storage.RecordQueue",
        "Wattwarden.Storage.StorageText",
        "Wattwarden.Storage.TotalsOutcome",
        "Wattwarden.Storage.TotalsSnapshot",
        "Wattwarden.Time.ClockAnswer",
        "Wattwarden.Time.ClockSnapshot",
        "Wattwarden.Time.ZoneCatalog",
        "Wattwarden.View.DayCurve",
        "Wattwarden.View.DaySnapshot",
        "Wattwarden.View.ElementId",
        "Wattwarden.View.PowerFlow",
        "Wattwarden.View.ViewSection",
        "Wattwarden.View.ViewSettings",
    ];

    [Fact]
    public void Floors_name_only_the_floors_below_them()
    {
        SortedSet<string> wrong = new(StringComparer.Ordinal);
        foreach (TypeDefinition type in Firmware.Assemblies.SelectMany(Firmware.Types))
        {
            string from = FloorOf(type);
            if (from == "") continue;
            foreach (TypeReference named in NamedBy(type).Where(Firmware.IsOurs))
            {
                if (!IsAllowed(from, named)) wrong.Add($"{from} → {FloorOf(named)}: {Firmware.Outermost(type).FullName} names {named.GetElementType().FullName}");
            }
        }

        Assert.True(wrong.Count == 0, "arrows that nobody has drawn:\n  " + string.Join("\n  ", wrong) +
            "\nAn edge that reads a data type of know-how through the controller: add the type to EdgesMayRead in this file.");
    }

    [Fact]
    public void Every_floor_that_exists_has_its_arrows_drawn()
    {
        IEnumerable<string> floors = Firmware.Assemblies.SelectMany(Firmware.Types).Select(FloorOf).Where(f => f != "").Distinct();
        Assert.Empty(floors.Except(Arrows.Keys));
    }

    [Fact]
    public void Arrows_make_no_circle()
    {
        foreach (string floor in Arrows.Keys) Assert.DoesNotContain(floor, Reachable(floor));

        static IEnumerable<string> Reachable(string from) =>
            Arrows[from].Where(Arrows.ContainsKey).SelectMany(to => Reachable(to).Append(to));
    }

    [Fact]
    public void The_graph_is_read_from_real_references()
    {
        TypeDefinition relay = Firmware.Assemblies.SelectMany(Firmware.Types).First(t => t.FullName == "Wattwarden.Boards.GpioRelay");
        Assert.Contains(NamedBy(relay), t => FloorOf(t) == "Ports");
        Assert.False(IsAllowed("Ports", relay));
        Assert.False(IsAllowed("Web", relay));
    }

    private static bool IsAllowed(string from, TypeReference named)
    {
        string to = FloorOf(named);
        if (from == to || Arrows.GetValueOrDefault(from, []).Contains(to) || Arrows.GetValueOrDefault(from, []).Contains(Everything)) return true;
        return Edges.Contains(from) && EdgesMayRead.Contains(named.GetElementType().FullName);
    }

    private static string FloorOf(TypeReference type)
    {
        TypeReference outer = type.GetElementType();
        while (outer.DeclaringType != null) outer = outer.DeclaringType;
        string[] words = outer.Namespace.Split('.');
        return words.Length > 1 && words[0] == "Wattwarden" ? words[1] : "";
    }

    private static IEnumerable<TypeReference> NamedBy(TypeDefinition type)
    {
        if (type.BaseType != null) yield return type.BaseType;
        foreach (InterfaceImplementation implemented in type.Interfaces) yield return implemented.InterfaceType;
        foreach (FieldDefinition field in type.Fields) yield return field.FieldType;
        foreach (MethodDefinition method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (ParameterDefinition parameter in method.Parameters) yield return parameter.ParameterType;
            if (!method.HasBody) continue;
            foreach (VariableDefinition local in method.Body.Variables) yield return local.VariableType;
            foreach (Instruction instruction in method.Body.Instructions)
            {
                if (instruction.Operand is TypeReference named) yield return named;
                else if (instruction.Operand is MemberReference { DeclaringType: { } declaring }) yield return declaring;
            }
        }
    }
}
