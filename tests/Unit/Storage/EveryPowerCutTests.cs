// SPDX-License-Identifier: MIT
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Storage;

/// <summary>
/// Random lives of a device: settings, backup imports, counting, restarts, factory resets. Each write is cut at each of its bytes on a copy
/// of the flash, each deletion before and after, and the device started on that copy is compared with what it must know.
/// </summary>
public sealed class EveryPowerCutTests
{
    private const int Sequences = 1000;
    private const int ActionsPerSequence = 8;
    private const int Seed = 20261121;
    private const long MayLoseMs = 60_000;

    private readonly Random _random = new(Seed);
    private readonly List<(long AtMs, long Count)> _history = [];
    private PowerCutFileStore _flash = new();
    private FlashDevice _device = null!;
    private PowerCutFileStore? _crash;
    private long _nowMs;
    private (long, string) _saved;
    private (long, string)? _storing;
    private bool _resetting;
    private bool _asked;
    private bool _keepsTotals;
    private bool _crashes;

    private long _cuts;
    private long _restarts;
    private long _records;
    private long _longestLossMs;
    private long _keptOld;
    private long _tookNew;
    private long _resets;

    [Fact]
    public void Power_cut_at_every_byte_loses_no_setting_and_at_most_a_minute_of_totals()
    {
        for (int i = 0; i < Sequences; i++) Live(i);
        TestReport.Write("storage",
            $"power cuts: {Sequences} random sequences, each write cut at each byte, each deletion before and after",
            $"  cuts {_cuts}, restarts in the middle of a sequence {_restarts}, records of totals {_records}, factory resets {_resets}",
            $"  settings: {_keptOld} cuts in a save left the old ones, {_tookNew} the new ones, 0 others",
            $"  totals: backwards 0 times, longest loss {_longestLossMs / 1000.0:0.0} s (allowed {MayLoseMs / 1000} s)");
        Assert.True(_cuts > 200_000 && _keptOld > 0 && _tookNew > 0 && _resets > 100 && _records > 1000 && _longestLossMs > 40_000);
    }

    private void Live(int sequence)
    {
        _flash = new PowerCutFileStore(_random.Next());
        _history.Clear();
        _nowMs = 0;
        (_saved, _storing, _resetting, _asked) = ((-1, ""), null, false, false);
        Boot();
        for (int i = 0; i < ActionsPerSequence; i++)
        {
            _crashes = _random.Next(4) == 0;
            try
            {
                Act();
            }
            catch (PowerCutException)
            {
                _restarts++;
                _flash = _crash!;
                _crashes = false;
                Settle();
                Boot();
            }
        }

        Assert.True(_device.Journal.Commits >= 0, sequence.ToString());
    }

    private void Act()
    {
        switch (_random.Next(8))
        {
            case 0:
            case 1:
                Save(false);
                break;
            case 2:
                Save(true);
                break;
            case 3:
                if (_random.Next(3) == 0) ResetToFactory();
                break;
            case 4:
                Assert.True(_device.Journal.TryCommit(_nowMs));
                Boot();
                break;
            default:
                Count(_random.Next(5, 150));
                break;
        }
    }

    private void Count(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _nowMs += 1000;
            if (_random.Next(3) > 0) _device.Totals.Values[0] += _random.Next(1, 4);
            _device.Totals.Values[1] = _device.Totals.Values[0] * 7;
            _history.Add((_nowMs, _device.Totals.Values[0]));
            if (_nowMs % 17_000 == 0) Check(_flash.Copy(1));
            if (_device.Journal.DueAtMs > _nowMs - Started) continue;
            int before = _device.Journal.Commits;
            _device.Journal.Run(_nowMs - Started);
            _records += _device.Journal.Commits - before;
        }
    }

    private long Started { get; set; }

    private void Save(bool byBackup)
    {
        (long, string) next = (_random.Next(0, 1000), new string((char)_random.Next('a', 'z'), _random.Next(0, 30)));
        string json = "{\"number\":" + next.Item1 + ",\"text\":\"" + next.Item2 + "\"}";
        byte[] backup = byBackup ? BackupOf(json) : [];
        _storing = next;
        if (byBackup) Assert.Equal("", _device.Restore(backup));
        else Assert.Equal(SaveOutcome.Saved, _device.Put(json));
        (_saved, _storing) = (next, null);
    }

    private static byte[] BackupOf(string note)
    {
        var other = new FlashDevice(new PowerCutFileStore());
        Assert.Equal(SaveOutcome.Saved, other.Put(note));
        return other.Backup();
    }

    private void ResetToFactory()
    {
        _keepsTotals = _random.Next(2) == 0;
        _resetting = true;
        Assert.True(_device.Reset.Ask(_keepsTotals));
        _asked = true;
        Boot();
        Assert.Equal(StoreState.FactoryReset, _device.ResetState);
        Settle();
        _resets++;
    }

    private void Boot()
    {
        _flash.BeforeWrite = CutWrite;
        _flash.BeforeDelete = CutDelete;
        Started = _nowMs;
        _device = new FlashDevice(_flash);
        _history.Add((_nowMs, _device.Totals.Values[0]));
    }

    // What the crash has left is from now on what the device must know.
    private void Settle()
    {
        var found = new FlashDevice(_flash.Copy(1));
        _saved = (found.Note.Number, found.Note.Text);
        _storing = null;
        _resetting = _asked = false;
        _history.Clear();
        _history.Add((_nowMs, found.Totals.Values[0]));
    }

    private void CutWrite(string name, byte[] content)
    {
        int chosen = _crashes ? _random.Next(content.Length + 1) : -1;
        for (int at = 0; at <= content.Length; at++)
        {
            PowerCutFileStore torn = _flash.Copy(_random.Next());
            torn.TearNow(name, content, at, (Tear)_random.Next(7));
            if (at == chosen) _crash = torn.Copy(_random.Next());
            Check(torn);
        }

        if (chosen >= 0) throw new PowerCutException();
    }

    private void CutDelete(string name)
    {
        Check(_flash.Copy(1));
        PowerCutFileStore after = _flash.Copy(1);
        after.Delete(name);
        if (_crashes) _crash = after.Copy(1);
        Check(after);
        if (_crashes) throw new PowerCutException();
    }

    private void Check(PowerCutFileStore torn)
    {
        _cuts++;
        var found = new FlashDevice(torn);
        (long, string) note = (found.Note.Number, found.Note.Text);
        bool wasReset = _resetting && note == (-1, "") && (_keepsTotals || found.Totals.Values[0] == 0);
        Assert.True(wasReset || !_asked, "a reset that was promised did not happen");
        if (_storing is { } next)
        {
            if (note == next) _tookNew++;
            else if (note == _saved) _keptOld++;
            else Assert.Fail($"neither {_saved} nor {next} but {note}: {found.Store.Outcome}");
        }
        else if (!wasReset)
        {
            Assert.Equal(_saved, note);
        }

        if (!wasReset || _keepsTotals) CheckTotals(found.Totals.Values);
    }

    private void CheckTotals(long[] values)
    {
        Assert.Equal(values[0] * 7, values[1]);
        if (_history.Count == 0) return;
        Assert.True(values[0] >= _history[0].Count, $"{values[0]} is less than {_history[0].Count} of the start");
        Assert.True(values[0] <= _history[^1].Count, "more than was counted");
        int last = _history.FindLastIndex(moment => moment.Count <= values[0]);
        long lossMs = last == _history.Count - 1 ? 0 : _nowMs - _history[last].AtMs;
        _longestLossMs = Math.Max(_longestLossMs, lossMs);
        Assert.True(lossMs <= MayLoseMs, $"lost {lossMs} ms");
    }
}
