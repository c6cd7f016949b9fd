// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.Settings;

public class PowerCutTests(ITestOutputHelper output)
{
    private const int Sequences = 300;
    private const int ChangesPerSequence = 6;
    private const int CapacityBytes = 400;
    private const int Seed = 20261121;

    private int _cuts;
    private int _keptOld;
    private int _tookNew;

    [Fact]
    public void Power_cut_at_every_byte_of_a_save_leaves_the_old_or_the_new_settings()
    {
        var random = new Random(Seed);
        for (int i = 0; i < Sequences; i++) RunSequence(random);
        output.WriteLine($"{Sequences} sequences of {ChangesPerSequence} saves, {_cuts} power cuts: {_keptOld} restarts with the old settings, {_tookNew} with the new ones, 0 with others");
        Assert.True(_cuts > 100_000 && _keptOld > 0 && _tookNew > 0);
    }

    // Each save is tried on copies of the flash with a cut at each byte; then the sequence goes on, sometimes from a torn flash.
    private void RunSequence(Random random)
    {
        var flash = new PowerCutFileStore(random.Next());
        (long Number, string Text) now = (-1, "");
        for (int change = 0; change < ChangesPerSequence; change++)
        {
            (long Number, string Text) next = (random.Next(0, 1000), new string((char)random.Next('a', 'z'), random.Next(0, 40)));
            PowerCutFileStore torn = CutEverywhere(flash, now, next, random);
            if (random.Next(3) == 0)
            {
                flash = torn;
                now = Restart(flash, now, next);
                continue;
            }

            Assert.Equal(SaveOutcome.Saved, Save(flash, next));
            now = next;
        }
    }

    // Returns one of the torn copies, chosen at random.
    private PowerCutFileStore CutEverywhere(PowerCutFileStore flash, (long, string) now, (long, string) next, Random random)
    {
        PowerCutFileStore probe = flash.Copy(1);
        Save(probe, next);
        int bytes = probe.Files.Values.Max(file => file.Length);
        PowerCutFileStore? chosen = null;
        for (int at = 0; at <= bytes; at++)
        {
            var tear = (Tear)random.Next(7);
            PowerCutFileStore torn = flash.Copy(random.Next());
            torn.CutNextWrite(at, tear);
            Assert.Throws<PowerCutException>(() => Save(torn, next));
            Restart(torn, now, next);
            if (chosen == null || random.Next(bytes) == 0) chosen = torn;
        }

        return chosen!;
    }

    private (long, string) Restart(PowerCutFileStore flash, (long, string) now, (long, string) next)
    {
        (SettingsStore store, NoteSection note) = Start(flash);
        (long, string) found = (note.Number, note.Text);
        _cuts++;
        if (found == now) _keptOld++;
        else if (found == next) _tookNew++;
        else Assert.Fail($"neither old {now} nor new {next}, but {found}: {store.Outcome}");
        return found;
    }

    private static SaveOutcome Save(PowerCutFileStore flash, (long Number, string Text) value)
    {
        (SettingsStore store, NoteSection note) = Start(flash);
        byte[] json = Encoding.UTF8.GetBytes("{\"number\":" + value.Number + ",\"text\":\"" + value.Text + "\"}");
        var reader = new JsonReader();
        reader.Reset(json, 0, json.Length);
        return store.Put(note, reader, new Wattwarden.Ports.SettingsFault());
    }

    private static (SettingsStore, NoteSection) Start(PowerCutFileStore flash)
    {
        var note = new NoteSection("a");
        var store = new SettingsStore(flash, [note, new NoteSection("b")], CapacityBytes);
        store.Load();
        return (store, note);
    }
}
