// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>docs/reference/openapi.yaml and the firmware, in both directions: rows, roles, lengths, statuses, and the keys of every body.</summary>
public sealed class OpenApiTests(ITestOutputHelper output)
{
    // Any operation with a body may answer these, any at all the last ones; the document says so once.
    private static readonly int[] General = [408, 411, 413, 414, 415, 431, 500];

    // Documented statuses that need more than a request to come about, and where they are tried.
    private static readonly string[] ElsewhereTried =
    [
        "nextSensor 202",        // a search that takes longer than four seconds: SensorsGetTheirPositions
        "setTime 409",           // a chip that refuses: TimeApiTests
        "tryRead 409",           // two at a time: CustomModuleApiTests
        "tryRead 200",           // a line with a slave: CustomModuleApiTests
    ];

    private static readonly ApiDocument Document = ApiDocument.Load(Path.Combine(RepositoryFiles.Root, "docs/reference/openapi.yaml"));
    private static readonly string[] Reference = RepositoryFiles.Read("docs/reference/api.md").Split('\n');

    // What an operation is asked with, where "{}" or what GET has answered will not do.
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["login"] = $$"""{"password":"{{FirstLogin.Password}}"}""",
        ["unlock"] = $$"""{"password":"{{FirstLogin.Password}}"}""",
        ["changePassword"] = $$"""{"old":"{{FirstLogin.Password}}","new":"another-one-2"}""",
        ["putUsers"] = """{"users":[{"name":"admin","role":"installer"},{"name":"guest","role":"user"},{"name":"hall","role":"viewer"},{"name":"anna","role":"user","password":"annas-own-1"}]}""",
        ["putLayout"] = """{"tiles":[{"id":"out1","x":0,"y":0,"w":3,"h":2}]}""",
        ["putView"] = """{"hidden":["m7"],"tiles":[{"id":"day","x":0,"y":0,"w":12,"h":4}],"flow":{"grid":"m1","solar":"pw1"},"day":["m1","ds1"]}""",
        ["switchOutput"] = """{"on":true,"forSeconds":600}""",
        ["tryEvent"] = """[{"on":true,"a":{"source":"m1","op":"<","value":-2000},"op":"and","b":{"source":"time","op":"in","value":"08:00-18:00"},"c":1,"action":{"target":"out1"}}]""".Replace("\"c\":1,", ""),
        ["tryRead"] = """{"address":0}""",
        ["startScan"] = """{"from":1,"to":5}""",
        ["saveSensor"] = """{"id":null}""",
        ["presetCounter"] = """{"preset":12345.678}""",
        ["setTime"] = """{"utc":"2026-11-21T10:00:00Z"}""",
        ["putTime"] = """{"zone":"UTC0"}""",
        ["getSecretBackup"] = """{"passphrase":"correct horse battery"}""",
        ["factoryReset"] = """{"confirm":"factory-reset"}""",
    };

    // An operation that a test of its own settings follows: what is wrong with it.
    private static readonly Dictionary<string, string> BadBodies = new() { ["putLayout"] = "{}", ["startScan"] = """{"from":0}""" };

    public static TheoryData<string> Ids() => [.. Document.Operations.Select(operation => operation.Id)];

    [Fact]
    public void The_document_is_openapi_3_1_without_a_mistake()
    {
        Assert.Empty(Document.Errors);
        Assert.Equal("OpenApi3_1", Document.Version);
        Assert.Equal(Document.Operations.Length, Document.Operations.Select(operation => operation.Id).Distinct().Count());
    }

    [Fact]
    public void Every_row_of_the_router_is_in_the_document_and_every_operation_in_the_router()
    {
        IEnumerable<string> rows = ApiRow.All(new DeskDevice().Front).Select(row => $"{row.Method} {row.Path} {AccessSection.RoleName(row.MinRole)} {row.Made.MaxBodyBytes}");
        Assert.Equal(Document.Operations.Select(o => $"{o.Method} {o.Path} {o.Role} {o.MaxBody}").Order(), rows.Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_operation_answers_with_the_statuses_and_keys_of_the_document(string id)
    {
        ApiOperation operation = Document[id];
        var seen = new SortedSet<int>();
        foreach (FakeExchange answer in new Trials(operation).All())
        {
            if (General.Contains(answer.Status)) continue;
            Assert.True(operation.Statuses.Contains(answer.Status), $"{id} answers {answer.Status}, which the document does not have: {answer.Answer}");
            seen.Add(answer.Status);
            IOpenApiSchema? schema = operation.ResponseSchema(answer.Status, out string contentType);
            Assert.Equal(contentType, answer.ContentType ?? "");
            if (contentType == "application/json") Assert.Empty(ApiDocument.Faults(answer.Json, schema!));
            else if (contentType.Length == 0) Assert.Equal("", answer.Answer);
        }

        output.WriteLine($"{operation.Method} {operation.Path}: {string.Join(' ', seen)}");
        int[] missing = [.. operation.Statuses.Except(seen).Except(General).Where(status => !ElsewhereTried.Contains($"{id} {status}"))];
        Assert.True(missing.Length == 0, $"{id} has never answered {string.Join(", ", missing)}, which the document says it does");
    }

    [Fact]
    public void A_body_of_the_document_is_a_body_that_the_firmware_takes_and_the_other_way_round()
    {
        foreach (ApiOperation operation in Document.Operations.Where(operation => operation.RequestSchema != null))
        {
            using JsonDocument body = JsonDocument.Parse(new Trials(operation).Body());
            Assert.Empty(ApiDocument.Faults(body.RootElement, operation.RequestSchema!));
        }
    }

    [Fact]
    public void The_reference_explains_every_status_that_the_code_uses()
    {
        IEnumerable<int> errors = typeof(HttpStatus).GetFields().Select(field => (int)field.GetRawConstantValue()!).Where(status => status >= 400);
        Assert.Equal(errors.Order(), Reference.Select(line => Regex.Match(line, "^\\| (\\d{3}) \\|")).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value)).Order());
    }

    [Fact]
    public void The_settings_reference_has_the_words_of_every_load_outcome()
    {
        string settings = RepositoryFiles.Read("docs/reference/settings.md");
        foreach (LoadOutcome outcome in Enum.GetValues<LoadOutcome>().Where(outcome => outcome != LoadOutcome.NotLoaded))
            Assert.Contains("| " + SettingsText.Of(outcome) + " |", settings);
    }

    /// <summary>Asks one operation in every way that brings it to one of its statuses, each on a device of its own.</summary>
    private sealed class Trials(ApiOperation operation)
    {
        private string Url => operation.Path.Replace("{id}", operation.Id switch
        {
            "switchOutput" => "out4",
            "getPreset" => "eastron-sdm72dm-v2",
            "presetCounter" => "p1",
            _ => "1",
        });

        private string Query => operation.Id switch { "save" => "out4=1&out3=0", "getDiagnosticsCsv" => "kinds=IWE", _ => "" };

        public string Body() => Bodies.TryGetValue(operation.Id, out string? body) ? body : Stored();

        public IEnumerable<FakeExchange> All()
        {
            DeskDevice device = Device(out string admin);
            yield return Ask(device, admin);
            if (operation.Id == "getNames") yield return device.Do(new FakeExchange("GET", Url).With("Cookie", admin).With("If-None-Match", Ask(device, admin).AnswerHeaders["ETag"]));
            if (operation.Role != "none")
            {
                yield return Ask(device, null);
                yield return AskWithLabel();
                device = Device(out admin);
                yield return Ask(device, operation.Role == "installer" ? device.GuestCookie() : Viewer(device));
            }

            if (operation.MaxBody > 0)
            {
                device = Device(out admin);
                yield return Ask(device, admin, "{\"x\":");
                yield return Ask(device, admin, BadBodies.GetValueOrDefault(operation.Id, """{"no-such-key":1}"""));
            }

            if (operation.Path.Contains("{id}")) yield return Ask(Device(out admin), admin, url: operation.Path.Replace("{id}", "nothing-9"));
            foreach (FakeExchange answer in Wrong()) yield return answer;
            foreach (FakeExchange answer in Unwell()) yield return answer;
            foreach (FakeExchange answer in Rare()) yield return answer;
        }

        // Passwords that are wrong, a query that is.
        private IEnumerable<FakeExchange> Wrong()
        {
            if (operation.Id is not ("login" or "unlock" or "changePassword" or "readStatus" or "save")) yield break;
            DeskDevice device = Device(out string admin);
            if (operation.Id is "login" or "unlock" or "changePassword")
            {
                for (int i = 0; i < 4; i++) yield return Ask(device, admin, Body().Replace(FirstLogin.Password, "wrong-one-" + i));
            }

            if (operation.Id is "readStatus" or "save")
            {
                yield return device.Do(new FakeExchange(operation.Method, Url) { Query = Query }.With("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes("guest:" + DeskDevice.GuestPassword))));
                for (int i = 0; i < 4; i++) yield return device.Do(new FakeExchange(operation.Method, Url) { Query = Query }.With("Authorization", "Basic Z3Vlc3Q6eA=="));
            }

            if (operation.Id != "save") yield break;
            foreach (string query in new[] { "out1=2", "out9=1" }) yield return device.Do(new FakeExchange("POST", Url) { Query = query }.With("Content-Type", "application/json").With("Cookie", admin));
        }

        // Flash that is full, a loop that has no time, a change that is not in effect yet, outputs that are held.
        private IEnumerable<FakeExchange> Unwell()
        {
            DeskDevice device = Device(out string admin);
            string body = Body();
            device.Board.Flash.Full = true;
            yield return Ask(device, admin, body);
            device = Device(out admin);
            device.Board.WhileWaiting = _ => false;
            yield return Ask(device, admin, body);
            device = Device(out admin);
            device.WhileTheLoopStands(() => Assert.Equal(204, device.Send("PUT", "/api/v1/mapping", "[]", admin).Status));
            yield return Ask(device, admin, body);
            if (operation.Id is not ("startScan" or "switchOutput" or "save")) yield break;
            device = Device(out admin);
            Assert.Equal(204, device.Send("POST", "/api/v1/modbus/scan", """{"from":1,"to":247}""", admin).Status);
            device.Board.LineFails = operation.Id == "startScan" ? null : new InvalidOperationException("port");
            device.Step(2000);
            yield return Ask(device, admin, body);
        }

        // A restart for which the loop has no time, to another network or with other logins; a change by another thread between the loop's answer and the storing.
        private IEnumerable<FakeExchange> Rare()
        {
            if (operation.Id is not ("putNetwork" or "restoreBackup" or "presetCounter")) yield break;
            DeskDevice device = Device(out string admin, new DeskBoard { Lan = new HandNetwork() });
            string backup = device.Send("POST", "/api/v1/backup", Bodies["getSecretBackup"], admin).Answer;
            device.Board.WhileWaiting = _ => false;
            if (operation.Id == "putNetwork") yield return Ask(device, admin, """{"dhcp":false,"address":"192.168.7.20","gateway":"192.168.7.1"}""");
            if (operation.Id == "restoreBackup") yield return device.Do(new FakeExchange("PUT", Url).WithBody(backup).With("Cookie", admin).With("X-Backup-Passphrase", "correct horse battery"));
            if (operation.Id != "presetCounter") yield break;
            device.Board.WhileWaiting = _ =>
            {
                device.Step(1);
                Assert.Equal(SaveOutcome.Saved, device.Controller.Store.Put(device.Controller.FindSection("mapping"), SectionText.Reader("[]"), new SettingsFault()));
                return true;
            };
            yield return Ask(device, admin);
        }

        private FakeExchange AskWithLabel()
        {
            var device = new DeskDevice(settings: FactorySettings.Document);
            string label = device.Send("POST", "/api/v1/login", $$"""{"password":"{{device.Front.FirstStartPassword}}"}""").Cookie;
            return Ask(device, label, operation.Id is "unlock" or "changePassword" ? Body().Replace(FirstLogin.Password, "wrong") : null);
        }

        private FakeExchange Ask(DeskDevice device, string? cookie, string? body = null, string? url = null)
        {
            var exchange = new FakeExchange(operation.Method, url ?? Url) { Query = Query };
            if (operation.MaxBody > 0) exchange.WithBody(body ?? Body());
            else if (operation.Method != "GET") exchange.With("Content-Type", "application/json");
            return device.Do(exchange.With("Cookie", cookie));
        }

        // A section as the device has it; a backup; an empty object.
        private string Stored()
        {
            if (operation.MaxBody == 0) return "{}";
            DeskDevice device = Device(out string admin);
            FakeExchange answer = device.Get(Url, admin);
            if (operation.Id == "putInputs") answer = device.Get("/api/v1/inputs-settings", admin);
            if (answer.Status != 200) return "{}";
            return answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("settings", out JsonElement settings) && operation.Id != "restoreBackup" ? settings.GetRawText() : answer.Answer;
        }

        private static string Viewer(DeskDevice device) => device.Send("POST", "/api/v1/login", """{"user":"hall","password":"hall-tablet-1"}""").Cookie;

        // With something of everything, so that no list in an answer is empty.
        private static DeskDevice Device(out string admin, DeskBoard? board = null)
        {
            var device = new DeskDevice(board, settings: FactorySettings.Document);
            admin = device.AdminCookie();
            foreach ((string path, string body) in new[]
            {
                ("inputs-settings", """{"pulses":[{"input":1}],"contacts":[{"input":1}]}"""),
                ("analog-settings", """[{"channel":1,"kind":"linear"}]"""),
                ("sensors", """[{"position":1,"name":"Boiler"}]"""),
                ("view", """{"locked":false,"day":["m1"]}"""),
                ("users", """{"users":[{"name":"admin","role":"installer"},{"name":"guest","role":"user"},{"name":"hall","role":"viewer","password":"hall-tablet-1"}]}"""),
            })
            {
                Assert.Equal(204, device.Send("PUT", "/api/v1/" + path, body, admin).Status);
                device.Step(10);
            }

            device.Controller.Points.Set(0, -2_310_500, device.Board.UptimeMs);
            device.Step(2000, 50);
            return device;
        }
    }
}
