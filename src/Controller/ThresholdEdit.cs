// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>Changes the number that a condition of an event compares with, as if somebody had sent all events again. Any thread.</summary>
    public static class ThresholdEdit
    {
        private const int EventsBytes = 14 * 1024;

        /// <param name="controller">Whose events.</param>
        /// <param name="index">Of the event, from 0.</param>
        /// <param name="condition">EventTable.A or EventTable.B.</param>
        /// <param name="milli">Thousandths of the source's unit.</param>
        /// <param name="fault">Why it was refused.</param>
        public static SaveOutcome Set(EnergyController controller, int index, int condition, long milli, SettingsFault fault)
        {
            TextBuffer text = new TextBuffer(EventsBytes);
            controller.Rules.Section.WriteWithThreshold(new JsonWriter(text), index, condition, milli);
            JsonReader reader = new JsonReader();
            reader.Reset(text.Bytes, 0, text.Length);
            return controller.Store.Put(controller.Rules.Section, reader, fault);
        }
    }
}
