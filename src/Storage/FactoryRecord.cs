// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Keeps the factory's record in two slots of its own, like the settings, but where a factory reset does not reach: a cut while it is
    /// written leaves a board that is not provisioned yet, or one that is.
    /// </summary>
    public sealed class FactoryRecord
    {
        private const int CapacityBytes = 512;

        private readonly FactorySection _section = new FactorySection();
        private readonly SettingsStore _store;

        public FactoryRecord(IFileStore files)
        {
            _store = new SettingsStore(files, new ISettingsSection[] { _section }, CapacityBytes, new ISettingsMigration[0], OwnFiles.Factory);
        }

        /// <summary>Any thread.</summary>
        public FactoryIdentity Current => _section.Current;

        public string SectionName => _section.Name;

        /// <summary>At start, on the loop's thread.</summary>
        public void Load() => _store.Load();

        /// <summary>Checks and stores the record, and puts it in effect. A board that has one is refused unless again. Only the loop's thread.</summary>
        public SaveOutcome Put(JsonReader reader, bool again, SettingsFault fault)
        {
            if (Current.IsProvisioned && !again)
            {
                fault.Section = _section.Name;
                fault.Set("serial", "this board is provisioned already, as " + Current.Serial);
                return SaveOutcome.Refused;
            }

            SaveOutcome outcome = _store.Put(_section, reader, fault);
            _store.CommitPending();
            return outcome;
        }

        /// <summary>Four bytes that tell one record from another without giving its secrets away.</summary>
        public uint Fingerprint
        {
            get
            {
                byte[] bytes = System.Text.Encoding.UTF8.GetBytes(Current.Login);
                return Crc32.End(Crc32.Add(Crc32.Start, bytes, 0, bytes.Length));
            }
        }
    }
}
