// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json.Nodes;

namespace Wattwarden.Provision;

/// <summary>
/// Takes one board through the factory. Everything before the record may be done again any number of times; the record is one write that
/// is there or not; what comes after it is found again by the file in pending/.
/// </summary>
public sealed class ProvisionRun
{
    private const int SelfTestSeconds = 120;
    private const int RestartTries = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly IDevicePort _port;
    private readonly DeviceLink _link;
    private readonly BoardProfile _profile;
    private readonly FactoryFolder _folder;
    private readonly bool _again;
    private readonly Action<string> _report;

    /// <param name="port">The board.</param>
    /// <param name="profile">What it becomes.</param>
    /// <param name="folder">The factory's files.</param>
    /// <param name="again">Also when it is provisioned: it keeps its serial number and gets new secrets.</param>
    /// <param name="report">Gets the name of each step as it begins, one of <see cref="Steps"/>.</param>
    public ProvisionRun(IDevicePort port, BoardProfile profile, FactoryFolder folder, bool again, Action<string> report)
    {
        _port = port;
        _link = new DeviceLink(port);
        _profile = profile;
        _folder = folder;
        _again = again;
        _report = report;
    }

    public static readonly string[] Steps = ["board", "settings", "self-test", "password", "record", "restart", "label"];

    /// <summary>Provisions the board; returns what its label says.</summary>
    public BoardRecord Run(DateTimeOffset now)
    {
        _report("board");
        JsonObject hello = _link.Ask(new JsonObject { ["op"] = "hello" });
        CheckBoard(hello);
        string serial = (string)hello["serial"]!;
        if ((bool)hello["provisioned"]! && Unfinished(hello) is { } unfinished) return Finish(unfinished, now);
        if ((bool)hello["provisioned"]! && !_again) throw new ProvisionError($"this board is provisioned already, as {serial}; --again gives it new settings and secrets");
        if (serial.Length == 0) serial = _profile.SerialNumber(_folder.TakeNumber());
        CheckSections();
        _report("settings");
        foreach (string section in _profile.Settings.Keys) Put(section, _profile.SettingsFor(section, serial));
        BoardRecord record = Prepare(hello, serial, SelfTest(), now);
        _report("password");
        _link.Put("access", $$"""{"users":[{"name":"admin","role":"installer","hash":"{{record.Login}}","label":true}]}""");
        _report("record");
        _folder.KeepPending(record);
        WriteRecord(record, (bool)hello["provisioned"]!);
        return Finish(record, now);
    }

    private void CheckBoard(JsonObject hello)
    {
        string board = (string)hello["board"]!;
        if (board != _profile.Board) throw new ProvisionError($"this is a \"{board}\", the profile is for \"{_profile.Board}\"; take the profile of this board");
    }

    // The record was written, and then the board or this program went away.
    private BoardRecord? Unfinished(JsonObject hello)
    {
        BoardRecord? pending = _folder.FindPending((string)hello["serial"]!);
        return pending is not null && Secrets.Fingerprint(pending.Login) == (uint)hello["fingerprint"]! ? pending : null;
    }

    private void CheckSections()
    {
        string[] known = [.. _link.Ask(new JsonObject { ["op"] = "sections" })["sections"]!.AsArray().Select(name => (string)name!)];
        string? strange = _profile.Settings.Keys.FirstOrDefault(name => !known.Contains(name));
        if (strange is not null) throw new ProvisionError($"settings.{strange}: this firmware has no such section; it has {string.Join(", ", known)}");
    }

    private void Put(string section, string json)
    {
        try
        {
            _link.Put(section, json);
        }
        catch (DeviceRefused refused)
        {
            throw new ProvisionError($"settings.{section}{(refused.Field.Length == 0 || refused.Field[0] == '[' ? "" : ".")}{refused.Field}: {refused.Error}");
        }
    }

    private string SelfTest()
    {
        _report("self-test");
        JsonObject start = new() { ["op"] = "selftest", ["start"] = true, ["relays"] = _profile.TestsRelays, ["slave"] = _profile.Slave, ["sensors"] = _profile.Sensors };
        JsonObject state = _link.Ask(start);
        for (int looks = 0; (bool)state["running"]!; looks++)
        {
            if (looks > SelfTestSeconds * 4) throw new ProvisionError($"the self-test was not over within {SelfTestSeconds} s");
            _port.Pause(Look);
            state = _link.Ask(new JsonObject { ["op"] = "selftest" });
        }

        // A board that was pulled out and is back knows of no test.
        if (state["items"]!.AsArray().Count == 0) throw new DeviceSilent("the board restarted in the middle of its self-test");
        string[] parts = [.. state["items"]!.AsArray().Select(item => $"{item!["name"]}: {item["result"]}, {item["text"]}")];
        if (!(bool)state["passed"]!) throw new ProvisionError("the self-test failed:\n  " + string.Join("\n  ", parts));
        return string.Join("; ", parts);
    }

    private BoardRecord Prepare(JsonObject hello, string serial, string selfTest, DateTimeOffset now)
    {
        string password = Secrets.Password();
        return new BoardRecord
        {
            Serial = serial,
            Model = _profile.Model,
            Profile = _profile.Name,
            Board = (string)hello["board"]!,
            Firmware = (string)hello["version"]!,
            Date = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Password = password,
            ApKey = Secrets.ApKey(),
            Login = Secrets.Hash(password),
            Address = _profile.Address,
            Qr = _profile.Qr,
            SelfTest = selfTest,
        };
    }

    private void WriteRecord(BoardRecord record, bool again)
    {
        var body = new JsonObject
        {
            ["serial"] = record.Serial,
            ["model"] = record.Model,
            ["profile"] = record.Profile,
            ["date"] = record.Date,
            ["login"] = record.Login,
            ["apKey"] = record.ApKey,
        };
        try
        {
            _link.Put("factory", body.ToJsonString(ToolFrame.Plain), again);
        }
        catch (DeviceRefused) when (HasRecord(record))
        {
            // The first answer was lost; the board has what it should have.
        }
    }

    private bool HasRecord(BoardRecord record)
    {
        JsonObject hello = _link.Ask(new JsonObject { ["op"] = "hello" });
        return (string?)hello["serial"] == record.Serial && (uint)hello["fingerprint"]! == Secrets.Fingerprint(record.Login);
    }

    private BoardRecord Finish(BoardRecord record, DateTimeOffset now)
    {
        Restart(record);
        _report("label");
        Label.Write(record, _folder.Labels);
        _folder.Finish(record, now);
        return record;
    }

    // Settings of the network want it; and a board that comes up again with its record has kept it.
    private void Restart(BoardRecord record)
    {
        _report("restart");
        long before = (long)_link.Ask(new JsonObject { ["op"] = "hello" })["uptimeMs"]!;
        _link.Ask(new JsonObject { ["op"] = "reboot" });
        for (int tries = 0; tries < RestartTries; tries++)
        {
            _port.Pause(TimeSpan.FromSeconds(1));
            if (_link.TryHello() is not { } hello || (long)hello["uptimeMs"]! >= before) continue;
            if ((string?)hello["serial"] == record.Serial && (uint)hello["fingerprint"]! == Secrets.Fingerprint(record.Login)) return;
            throw new ProvisionError("after its restart the board has not kept its record: its flash memory is bad");
        }

        throw new DeviceSilent("the board did not come back after its restart");
    }
}
