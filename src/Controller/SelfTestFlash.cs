// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>
    /// Writes two slots as the settings are written, reads them back, then breaks the newer one off in the middle as a power cut does: the
    /// older one must be taken. One write in each step.
    /// </summary>
    internal sealed class SelfTestFlash : SelfTestItem
    {
        private const int CapacityBytes = 64;
        private const int FrameBytes = 128;

        private const string SlotA = OwnFiles.SelfTest + "-a";
        private const string SlotB = OwnFiles.SelfTest + "-b";

        private readonly IFileStore _files;
        private readonly Number _number = new Number();
        private SettingsStore _store;
        private int _step;

        public SelfTestFlash(IFileStore files)
            : base("flash")
        {
            _files = files;
        }

        internal override long Step(long nowMs)
        {
            switch (_step++)
            {
                case 0:
                    Restore();
                    Open();
                    return nowMs;
                case 1:
                case 2: return Save(_step - 1) ? nowMs : End(SelfTestOutcome.Failed, "flash memory does not keep what is written");
                case 3: return Open() == LoadOutcome.Loaded && _number.Value == 2 ? nowMs : End(SelfTestOutcome.Failed, "what was written last is not read back");
                case 4: return Tear() ? nowMs : End(SelfTestOutcome.Failed, "flash memory does not keep what is written");
                default:
                    bool survived = Open() == LoadOutcome.LoadedOlder && _number.Value == 1;
                    return End(survived ? SelfTestOutcome.Passed : SelfTestOutcome.Failed, survived ? "written, read back, a broken-off save survived" : "a broken-off save is not survived");
            }
        }

        internal override void Restore()
        {
            _files.Delete(SlotA);
            _files.Delete(SlotB);
        }

        private LoadOutcome Open()
        {
            _number.Value = 0;
            _store = new SettingsStore(_files, new ISettingsSection[] { _number }, CapacityBytes, new ISettingsMigration[0], OwnFiles.SelfTest);
            return _store.Load();
        }

        private bool Save(int value)
        {
            _number.Value = value;
            return _store.Save(null) == SaveOutcome.Saved;
        }

        // The second save stands in the second slot.
        private bool Tear()
        {
            byte[] frame = new byte[FrameBytes];
            int length = _files.Read(SlotB, frame);
            return length > 1 && _files.Write(SlotB, frame, length / 2);
        }

        private sealed class Number : ISettingsSection
        {
            public int Value;

            public string Name => "number";

            public bool Read(JsonReader reader, SettingsFault fault)
            {
                reader.Read();
                bool good = reader.TryInteger(out long value);
                Value = (int)value;
                return good;
            }

            public void Commit()
            {
            }

            public void Write(JsonWriter writer, bool staged) => writer.Value(Value);
        }
    }
}
