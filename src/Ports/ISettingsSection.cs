// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Ports
{
    /// <summary>
    /// One typed section of the settings. The same JSON is stored in flash, sent by GET and taken by PUT.
    /// Read checks everything into a staging copy; only Commit makes it the section's value.
    /// </summary>
    public interface ISettingsSection
    {
        /// <summary>Key in the settings document, for example "events".</summary>
        string Name { get; }

        /// <summary>
        /// Reads the section's value; the reader stands before its first token. False: nothing has changed, the fault names key and reason.
        /// Keys that are absent take their defaults; unknown keys are a fault.
        /// </summary>
        bool Read(JsonReader reader, SettingsFault fault);

        /// <summary>Makes the value accepted by the last Read the current one. Only the loop's thread.</summary>
        void Commit();

        /// <summary>
        /// Writes the current value, or the one that the last Read accepted (so that it can be stored before it takes effect).
        /// Any thread: Commit replaces the value as a whole and never changes one that is being written.
        /// </summary>
        void Write(JsonWriter writer, bool staged);
    }

    /// <summary>Why a document was refused: which section, which key (a path such as "[2].a.source"), in words.</summary>
    public sealed class SettingsFault
    {
        public string Section = "";
        public string Key = "";
        public string Message = "";

        /// <summary>
        /// True while a whole document is read: one that was accepted before, part by part. What another section has since taken away from under
        /// a setting leaves that setting without effect then; refusing it would lose all the others at the next start.
        /// </summary>
        public bool InDocument;

        /// <summary>Notes the fault; returns false so that a reader can "return fault.Set(…)".</summary>
        public bool Set(string key, string message)
        {
            Key = key;
            Message = message;
            return false;
        }
    }
}
