// SPDX-License-Identifier: MIT
using Wattwarden.Provision;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Provision;

public sealed class ProvisionRunTests : IDisposable
{
    private readonly FactoryBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_new_board_leaves_with_serial_number_settings_password_and_label()
    {
        BoardRecord record = _bench.Provision();
        Assert.Equal("WW-0001", record.Serial);
        Assert.Equal(ProvisionRun.Steps, _bench.Steps);
        Assert.Contains("\"zone\":\"UTC0\"", _bench.Board.Type("get time"));
        Assert.Contains("\"name\":\"WW-0001\"", _bench.Board.Type("get outputs"));
        Assert.StartsWith("serial number WW-0001, Desk EMS\nprofile desk 1, provisioned 2026-01-01", _bench.Board.Type("factory"));
        Assert.True(_bench.LogsIn(record.Password));
        Assert.Contains(record.Password, File.ReadAllText(_bench.Label("WW-0001")));
        Assert.StartsWith("2026-01-01T00:00:00Z,WW-0001,Desk EMS,desk 1,Desk,", Assert.Single(_bench.Records));
        Assert.Contains("out5: passed", _bench.Records[0]);
        Assert.Empty(_bench.Pending);
    }

    [Fact]
    public void The_list_and_the_board_hold_no_secret_in_plain_words()
    {
        BoardRecord record = _bench.Provision();
        Assert.DoesNotContain(record.Password, _bench.Records[0]);
        Assert.DoesNotContain(record.ApKey, _bench.Records[0]);
        Assert.All(_bench.Board.Board.Flash.Files.Values, file => Assert.DoesNotContain(record.Password, System.Text.Encoding.UTF8.GetString(file)));
    }

    [Fact]
    public void No_two_boards_share_a_number_or_a_secret()
    {
        var records = new List<BoardRecord>();
        for (int i = 0; i < 5; i++)
        {
            if (i > 0) _bench.ChangeBoard();
            records.Add(_bench.Provision());
        }

        Assert.Equal(["WW-0001", "WW-0002", "WW-0003", "WW-0004", "WW-0005"], records.Select(record => record.Serial));
        Assert.Equal(15, records.SelectMany(record => new[] { record.Password, record.ApKey, record.Login }).Distinct().Count());
        Assert.Equal(5, _bench.Records.Length);
    }

    [Fact]
    public void A_provisioned_board_is_refused_unless_told_and_then_keeps_its_number()
    {
        BoardRecord first = _bench.Provision();
        string state = _bench.Board.State();
        Assert.Contains("provisioned already, as WW-0001; --again", Assert.Throws<ProvisionError>(() => _bench.Provision()).Message);
        Assert.Equal(state, _bench.Board.State());
        BoardRecord second = _bench.Provision(again: true);
        Assert.Equal("WW-0001", second.Serial);
        Assert.NotEqual(first.Password, second.Password);
        Assert.True(_bench.LogsIn(second.Password));
        Assert.False(_bench.LogsIn(first.Password));
    }

    [Fact]
    public void The_label_stays_true_after_a_factory_reset()
    {
        BoardRecord record = _bench.Provision();
        _bench.Board.Type("factory-reset yes");
        _bench.Replug();
        Assert.DoesNotContain("UTC0", _bench.Board.Type("get time"));
        Assert.True(_bench.LogsIn(record.Password));
        Assert.Null(_bench.Board.Device.Front.FirstStartPassword);
    }

    private bool IsPulledOut(int cut)
    {
        try
        {
            _bench.Provision(pulledAfterBytes: cut);
            return false;
        }
        catch (DeviceSilent)
        {
            return true;
        }
    }

    [Fact]
    public void Pulled_out_after_any_byte_it_can_be_run_again()
    {
        int bytes = Total();
        var numbers = new HashSet<string>();
        int finishedWithoutWriting = 0;
        for (int cut = 1; cut < bytes; cut += 7)
        {
            _bench.ChangeBoard();
            if (!IsPulledOut(cut))
            {
                // A run may be a little shorter than the one that was counted: ids are random. Then it was over before the cut.
                Assert.InRange(cut, bytes - 200, bytes);
                continue;
            }

            _bench.Replug();
            bool wasProvisioned = _bench.Board.Type("factory").StartsWith("serial", StringComparison.Ordinal);
            BoardRecord record = _bench.Provision();
            if (wasProvisioned) finishedWithoutWriting++;
            Assert.True(numbers.Add(record.Serial), "given twice: " + record.Serial);
            Assert.True(_bench.LogsIn(record.Password), $"cut after {cut} bytes: the label's password does not open the page");
            Assert.Contains(record.Password, File.ReadAllText(_bench.Label(record.Serial)));
            Assert.Single(_bench.Records, line => line.Contains(record.Serial + ","));
            Assert.DoesNotContain(record.Serial + ".json", _bench.Pending);
        }

        Assert.InRange(finishedWithoutWriting, 1, numbers.Count - 1);
        TestReport.Write("provisioning", [$"a board pulled out after every 7th byte of {bytes}: {numbers.Count} boards, each provisioned by the second run, {finishedWithoutWriting} of them only finished"]);
    }

    [Fact]
    public void Pulled_out_three_times_in_a_row_it_still_ends_with_one_label()
    {
        var random = new Random(3);
        int bytes = Total();
        for (int round = 0; round < 20; round++)
        {
            _bench.ChangeBoard();
            for (int pull = 0; pull < 3; pull++)
            {
                try
                {
                    _bench.Provision(pulledAfterBytes: random.Next(1, bytes));
                }
                catch (DeviceSilent)
                {
                }
                catch (ProvisionError already) when (already.Message.Contains("provisioned already"))
                {
                }

                _bench.Replug();
            }

            string serial = _bench.Board.Type("factory") is var told && told.StartsWith("serial number ", StringComparison.Ordinal) ? told.Split(' ', ',')[2] : "";
            BoardRecord? record = serial.Length == 0 || File.Exists(_bench.Label(serial)) is false ? _bench.Provision() : null;
            serial = record?.Serial ?? serial;
            string password = File.ReadAllLines(_bench.Label(serial)).Single(line => line.StartsWith("Password", StringComparison.Ordinal)).Split(' ')[^1];
            Assert.True(_bench.LogsIn(password));
            Assert.Single(_bench.Records, line => line.Contains(serial + ","));
        }
    }

    [Fact]
    public void A_board_of_another_kind_is_left_alone()
    {
        string state = _bench.Board.State();
        BoardProfile other = BoardProfile.Parse("""{ "profile": "x", "model": "x", "board": "Other", "serial": { "prefix": "X" } }""");
        Assert.Contains("this is a \"Desk\", the profile is for \"Other\"", Assert.Throws<ProvisionError>(() => _bench.Provision(profile: other)).Message);
        Assert.Equal(state, _bench.Board.State());
    }

    [Theory]
    [InlineData("""{ "tarif": {} }""", "settings.tarif: this firmware has no such section; it has time, ")]
    [InlineData("""{ "time": { "zone": "Nowhere" } }""", "settings.time.zone: ")]
    [InlineData("""{ "outputs": [ { "name": 5 } ] }""", "settings.outputs")]
    public void Settings_that_the_firmware_refuses_are_named_as_the_profile_names_them(string settings, string words)
    {
        BoardProfile profile = BoardProfile.Parse($$"""{ "profile": "x", "model": "x", "board": "Desk", "serial": { "prefix": "X" }, "settings": {{settings}} }""");
        Assert.StartsWith(words, Assert.Throws<ProvisionError>(() => _bench.Provision(profile: profile)).Message);
        Assert.StartsWith("not provisioned", _bench.Board.Type("factory"));
    }

    [Fact]
    public void A_board_that_fails_its_self_test_gets_no_record()
    {
        _bench.Board.Board.Contacts[2].Welded = true;
        Assert.Contains("out2: failed, does not read back as on", Assert.Throws<ProvisionError>(() => _bench.Provision()).Message);
        Assert.StartsWith("not provisioned", _bench.Board.Type("factory"));
        Assert.Empty(_bench.Records);
        _bench.Board.Board.Contacts[2].Welded = false;
        _bench.Provision();
    }

    [Fact]
    public void Secrets_are_what_the_firmware_takes_for_a_password()
    {
        string password = Secrets.Password();
        Assert.True(Wattwarden.Web.PasswordHash.Verify(new HostSystem(), password, Secrets.Hash(password)));
        Assert.False(Wattwarden.Web.PasswordHash.Verify(new HostSystem(), password + "x", Secrets.Hash(password)));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Secrets.Password()).Distinct().Count());
        Assert.All(Secrets.Password(), letter => Assert.Contains(letter, Wattwarden.Web.DevicePassword.Alphabet));
    }

    [Theory]
    [InlineData("""[]""", "a profile is a JSON object")]
    [InlineData("""{ "profile": "x", "model": "x", "board": "x", "serial": { "prefix": "X" }, "colour": 1 }""", "colour is not known; allowed: profile, ")]
    [InlineData("""{ "profile": "x", "model": "x", "board": "x", "serial": { "prefix": "X Y" } }""", "serial.prefix must be")]
    [InlineData("""{ "profile": "x", "model": "x", "board": "x", "serial": { "prefix": "X", "digits": 11 } }""", "serial.digits must be a whole number from 1 to 10")]
    [InlineData("""{ "profile": "x", "model": "x", "board": "x" }""", "serial.prefix must be")]
    [InlineData("""{ "profile": "x", "model": "", "board": "x", "serial": { "prefix": "X" } }""", "model must be a text")]
    [InlineData("""{ "profile": "x", "model": "x", "board": "x", "serial": { "prefix": "X" }, "selftest": { "slave": 248 } }""", "selftest.slave must be")]
    [InlineData("""{ "profile": "x", "model": "x", "board": "x", "serial": { "prefix": "X" }, "settings": { "access": {} } }""", "settings.access: each board gets its own")]
    public void A_wrong_profile_names_its_key(string json, string words) =>
        Assert.StartsWith(words, Assert.Throws<ProvisionError>(() => BoardProfile.Parse(json)).Message);

    [Fact]
    public void Numbers_are_taken_before_they_are_used_and_a_broken_file_is_named()
    {
        Assert.Equal(1, _bench.Folder.TakeNumber());
        Assert.Equal(2, _bench.Folder.TakeNumber());
        string next = Path.Combine(Path.GetDirectoryName(_bench.Folder.Records)!, "serial.next");
        Assert.Equal("3\n", File.ReadAllText(next));
        File.WriteAllText(next, "many\n");
        Assert.Contains("holds no number", Assert.Throws<ProvisionError>(() => _bench.Folder.TakeNumber()).Message);
    }

    // Bytes that the tool sends to a new board from the first to the last.
    private static int Total()
    {
        using var bench = new FactoryBench();
        bench.Provision();
        return bench.BytesSent;
    }
}
