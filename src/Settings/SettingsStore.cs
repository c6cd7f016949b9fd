// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Settings
{
    /// <summary>
    /// Keeps the settings document in two files of which one is always whole (DocumentSlots): a power cut at any byte leaves the old settings
    /// or the new ones. The buffer for a document is large, and lives only while one is at work.
    /// </summary>
    public sealed class SettingsStore : ISettingsDoor
    {
        public const string SlotA = "settings-a";
        public const string SlotB = "settings-b";

        private readonly SettingsDocument _document;
        private readonly int _bufferBytes;
        private readonly DocumentSlots _slots;
        private readonly object _gate = new object();
        private TextBuffer _text;   // null while no document is at work
        private int _copies;   // how many are being written out

        public SettingsStore(IFileStore files, ISettingsSection[] sections, int capacityBytes)
            : this(files, sections, capacityBytes, new ISettingsMigration[0])
        {
        }

        /// <param name="files">The device's flash.</param>
        /// <param name="sections">All sections, in the order in which they are written; their names differ.</param>
        /// <param name="capacityBytes">Size of the greatest document.</param>
        /// <param name="migrations">Entry n takes a document of version n + 1 to n + 2.</param>
        /// <param name="name">Of the files, before "-a" and "-b".</param>
        public SettingsStore(IFileStore files, ISettingsSection[] sections, int capacityBytes, ISettingsMigration[] migrations, string name = "settings")
        {
            _slots = new DocumentSlots(files, name);
            _document = new SettingsDocument(sections, migrations);
            _bufferBytes = SlotFrame.HeaderBytes + capacityBytes;
        }

        /// <summary>What Load found; the words for it: SettingsText.Of.</summary>
        public LoadOutcome Outcome { get; private set; }

        /// <summary>Why a whole document was refused by Load; empty otherwise.</summary>
        public SettingsFault Fault { get; } = new SettingsFault();

        /// <summary>Puts in effect the newest settings that are whole and validate; at start, on the loop's thread.</summary>
        public LoadOutcome Load()
        {
            lock (_gate)
            {
                _text = new TextBuffer(Room());
                _slots.Examine(_text.Bytes);
                Outcome = UseNewest();
                _text = null;
                return Outcome;
            }
        }

        /// <summary>True while a stored change waits for CommitPending. Cheap; any thread.</summary>
        public bool HasPending { get; private set; }

        /// <summary>Stores the current values of all sections, but of one section (null: of none) the value that its last Read accepted. The caller commits that one.</summary>
        public SaveOutcome Save(ISettingsSection staged)
        {
            lock (_gate)
            {
                return Store(staged);
            }
        }

        /// <summary>Checks and stores one section; CommitPending puts it in effect. Until then further changes are Busy. Closes the reader of a section that is accepted.</summary>
        public SaveOutcome Put(ISettingsSection section, JsonReader reader, SettingsFault fault)
        {
            lock (_gate)
            {
                fault.InDocument = false;
                fault.Section = section.Name;
                fault.Set("", "");
                if (HasPending || _copies > 0) return SaveOutcome.Busy;
                if (!TryReadAlone(section, reader, fault)) return SaveOutcome.Refused;
                reader.Close();   // what was sent makes room for what is stored
                _document.Stage(section);
                return StoreStaged();
            }
        }

        /// <summary>The store alone has no loop to wait for.</summary>
        public void Settle()
        {
        }

        /// <summary>Checks and stores a whole document (a backup), every section in it or none; CommitPending puts it in effect. Absent sections stay as they are.</summary>
        public SaveOutcome PutDocument(byte[] bytes, int offset, int count, SettingsFault fault)
        {
            lock (_gate)
            {
                if (HasPending || _copies > 0) return SaveOutcome.Busy;
                return _document.TryStage(bytes, offset, count, fault) ? StoreStaged() : SaveOutcome.Refused;
            }
        }

        /// <summary>Puts in effect what Put or PutDocument stored. Only the loop's thread. False: nothing was waiting.</summary>
        public bool CommitPending()
        {
            if (!HasPending) return false;
            lock (_gate)
            {
                _document.Commit();
                HasPending = false;
                return true;
            }
        }

        /// <summary>Takes over a whole document for this run without storing it: every section in it, or none. Only the loop's thread. Absent sections stay as they are.</summary>
        public bool TryReadDocument(byte[] bytes, int offset, int count, SettingsFault fault)
        {
            CommitPending();
            lock (_gate)
            {
                if (!_document.TryStage(bytes, offset, count, fault)) return false;
                _document.Commit();
                return true;
            }
        }

        /// <summary>Writes the document with the current values (a backup). It holds what sections keep from others, such as password hashes.</summary>
        public void WriteDocument(JsonWriter writer) => _document.Write(writer, false, null);

        /// <summary>Writes the document without the sections that hold secrets. False: a change is on its way, nothing was written. Any thread.</summary>
        public bool TryWriteOpen(JsonWriter writer) => TryWritePart(writer, false);

        /// <summary>Writes an object of the sections that hold secrets. False: a change is on its way, nothing was written. Any thread.</summary>
        public bool TryWriteSecrets(JsonWriter writer) => TryWritePart(writer, true);

        // The reader may be a slow client, so the lock is not held: changes are Busy meanwhile, and the loop never waits.
        private bool TryWritePart(JsonWriter writer, bool secrets)
        {
            lock (_gate)
            {
                if (HasPending) return false;
                _copies++;
            }

            try
            {
                _document.WritePart(writer, secrets);
            }
            finally
            {
                lock (_gate)
                {
                    _copies--;
                }
            }

            return true;
        }

        private static bool TryReadAlone(ISettingsSection section, JsonReader reader, SettingsFault fault)
        {
            bool accepted = section.Read(reader, fault);
            if (accepted && (reader.Read() || reader.Token != JsonToken.End)) accepted = false;
            if (reader.Token == JsonToken.Error) return fault.Set(fault.Key, "not JSON, or nested too deeply, at byte " + reader.Position.ToString());
            if (!accepted && fault.Message.Length == 0) return fault.Set(fault.Key, "is not a valid value");
            return accepted;
        }

        private SaveOutcome StoreStaged()
        {
            // A heap without room for the buffer throws; what is staged must not go along with a later save.
            try
            {
                HasPending = false;
                SaveOutcome outcome = Store(null);
                HasPending = outcome == SaveOutcome.Saved;
                return outcome;
            }
            finally
            {
                if (!HasPending) _document.Discard();
            }
        }

        private SaveOutcome Store(ISettingsSection staged)
        {
            // Written twice, the first time only to be counted: the heap has room for what is needed, not for the most that could be.
            int bytes = SlotFrame.HeaderBytes + _document.Length(true, staged);
            if (bytes > _bufferBytes) return SaveOutcome.TooLarge;
            _text = new TextBuffer(bytes);
            SaveOutcome outcome = StoreText(staged);
            _text = null;
            return outcome;
        }

        private SaveOutcome StoreText(ISettingsSection staged)
        {
            for (int i = 0; i < SlotFrame.HeaderBytes; i++) _text.AppendByte(0);
            _document.Write(new JsonWriter(_text), true, staged);
            if (_text.Overflowed) return SaveOutcome.TooLarge;
            return _slots.Write(_text.Bytes, _text.Length);
        }

        private LoadOutcome UseNewest()
        {
            int newest = _slots.Newest;
            if (newest == DocumentSlots.None) return _slots.IsDamaged(0) || _slots.IsDamaged(1) ? LoadOutcome.DefaultsDamaged : LoadOutcome.Defaults;
            int other = 1 - newest;
            if (TryUse(newest)) return _slots.IsDamaged(other) ? LoadOutcome.LoadedOlder : LoadOutcome.Loaded;
            return _slots.IsWhole(other) && TryUseOlder(other) ? LoadOutcome.LoadedOlderRefused : LoadOutcome.DefaultsRefused;
        }

        // What takes either file, unless it is longer than any that was saved.
        private int Room()
        {
            int longer = _slots.LongestBytes();
            return longer < SlotFrame.HeaderBytes ? SlotFrame.HeaderBytes : longer > _bufferBytes ? _bufferBytes : longer;
        }

        private bool TryUse(int slot)
        {
            int frameBytes = _slots.Read(slot, _text.Bytes);
            if (frameBytes == 0) return Fault.Set("", "could not be read a second time");
            if (!_document.TryStage(_text.Bytes, SlotFrame.HeaderBytes, frameBytes - SlotFrame.HeaderBytes, Fault)) return false;
            _document.Commit();
            _slots.Use(slot);
            return true;
        }

        // Keeps the words of the refusal of the newer document.
        private bool TryUseOlder(int slot)
        {
            string section = Fault.Section;
            string key = Fault.Key;
            string message = Fault.Message;
            bool used = TryUse(slot);
            Fault.Section = section;
            Fault.Set(key, message);
            return used;
        }
    }
}
