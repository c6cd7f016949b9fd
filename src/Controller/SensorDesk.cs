// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>
    /// The two steps by which a temperature sensor gets its position, for every edge in the same words: "read identifier of the connected
    /// sensor" (each time the next one) and "save identifier at position". Replacing a sensor is the same two steps.
    /// </summary>
    public sealed class SensorDesk
    {
        private const int DocumentBytes = 3072;

        private readonly EnergyController _controller;
        private readonly TemperatureSensors _sensors;
        private readonly TemperatureTask _task;
        private readonly object _gate = new object();

        internal SensorDesk(EnergyController controller, TemperatureSensors sensors, TemperatureTask task)
        {
            _controller = controller;
            _sensors = sensors;
            _task = task;
        }

        /// <summary>Step one: look for the next sensor. done (may be null) is set when the answer is there. Only the loop's thread: post a job.</summary>
        public void AskNext(ISignal done)
        {
            _sensors.AskNext(done);
            _task.Wake();
        }

        /// <summary>Copies the answer, or State Searching while there is none yet. Only the loop's thread: post a job.</summary>
        public void TakeAnswer(FoundSensor into) => _sensors.TakeAnswer(into);

        /// <summary>What is known of position 1…8. Only the loop's thread: post a job.</summary>
        public void CopyTo(SensorState into, int position, long nowMs) => _sensors.CopyTo(into, position - 1, nowMs);

        /// <summary>
        /// Step two: save the identifier at position 1…8; null or "" frees the position. Any thread. Refused: the fault names "position" or "id"
        /// and says why.
        /// </summary>
        public SaveOutcome Save(int position, string idText, SettingsFault fault)
        {
            fault.Section = _sensors.Section.Name;
            long id = RomId.None;
            if (position < 1 || position > TemperatureSettings.Count)
            {
                fault.Set("position", "must be 1 to 8");
                return SaveOutcome.Refused;
            }

            if (!string.IsNullOrEmpty(idText) && !TemperatureSection.TryId(idText, "id", fault, out id)) return SaveOutcome.Refused;
            lock (_gate)
            {
                TemperatureSettings current = _sensors.Section.Current;
                int other = current.IndexOf(id);
                if (other >= 0 && other != position - 1)
                {
                    fault.Set("id", "is at position " + (other + 1).ToString() + " already; free that position first");
                    return SaveOutcome.Refused;
                }

                return Put(current.With(position - 1, id), fault);
            }
        }

        private SaveOutcome Put(TemperatureSettings settings, SettingsFault fault)
        {
            TextBuffer document = new TextBuffer(DocumentBytes);
            TemperatureSection.Write(new JsonWriter(document), settings);
            if (document.Overflowed) return SaveOutcome.TooLarge;
            JsonReader reader = new JsonReader();
            reader.Reset(document.Bytes, 0, document.Length);
            return _controller.Store.Put(_sensors.Section, reader, fault);
        }
    }
}
