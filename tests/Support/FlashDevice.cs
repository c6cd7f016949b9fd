// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.Tests.Support;

/// <summary>Everything of a device that lives in its flash, started upon given files as the controller does it.</summary>
internal sealed class FlashDevice
{
    public FlashDevice(IFileStore flash, ISystem? system = null, ISettingsMigration[]? migrations = null)
    {
        Flash = flash;
        System = system ?? new HostSystem();
        Reset = new FactoryReset(flash);
        ResetState = Reset.Resume();
        Store = new SettingsStore(flash, [Note, Secret], 600, migrations ?? []);
        Store.Load();
        Journal = new TotalsJournal(flash);
        Journal.Attach(Totals);
        Journal.Load();
    }

    public IFileStore Flash { get; }

    public ISystem System { get; }

    public NoteSection Note { get; } = new("note");

    public SecretNote Secret { get; } = new("secret");

    public CountedTotals Totals { get; } = new("p1.pulses", "m1.energy");

    public SettingsStore Store { get; }

    public TotalsJournal Journal { get; }

    public FactoryReset Reset { get; }

    public StoreState ResetState { get; }

    public SaveOutcome Put(string json) => Put(Note, json);

    public SaveOutcome Put(ISettingsSection section, string json)
    {
        SaveOutcome outcome = Store.Put(section, SectionText.Reader(json), new SettingsFault());
        Store.CommitPending();
        return outcome;
    }

    public byte[] Backup(string? passphrase = null)
    {
        var sink = new ByteSink();
        if (!BackupWriter.TryWrite(sink, Store, System, "1.2.3", passphrase!)) throw new InvalidOperationException("busy");
        return sink.Bytes.ToArray();
    }

    /// <summary>Restores as the API does; "" when it is in effect, else the field and the reason.</summary>
    public string Restore(byte[] backup, string? passphrase = null, bool skipSecrets = false)
    {
        var fault = new SettingsFault();
        var reader = new BackupReader(System);
        byte[] buffer = (byte[])backup.Clone();
        if (!reader.TryOpen(buffer, 0, buffer.Length, passphrase!, skipSecrets, fault)) return fault.Key + ": " + fault.Message;
        SaveOutcome outcome = Store.PutDocument(buffer, reader.DocumentOffset, reader.DocumentLength, fault);
        Store.CommitPending();
        return outcome == SaveOutcome.Saved ? "" : outcome == SaveOutcome.Refused ? fault.Section + "." + fault.Key + ": " + fault.Message : outcome.ToString();
    }

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private sealed class ByteSink : ITextSink
    {
        public MemoryStream Bytes { get; } = new();

        public void Write(byte[] buffer, int offset, int count) => Bytes.Write(buffer, offset, count);
    }
}
