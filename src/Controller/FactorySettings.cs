// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Controller
{
    /// <summary>
    /// Settings of a new device: the recommended meter, two heaters that follow the surplus one after the other. Import is positive,
    /// so an export of 2 kW is -2000 W. There is room for a heater while its power is exported, or while it is on: an event for each
    /// heater remembers that, and a second one switches the heater while there is room and next to nothing is bought. A hysteresis as
    /// wide as a heater would do it for one; with two, the second condition would still be true when the first heater has
    /// taken up the surplus.
    /// </summary>
    public static class FactorySettings
    {
        public const string Document =
            "{\"version\":1," +
            "\"modules\":[{\"on\":true,\"preset\":\"eastron-sdm72dm\",\"slave\":1}]," +
            "\"mapping\":[" +
            "{\"module\":1,\"quantity\":\"powerTotal\",\"point\":\"m1\",\"name\":\"Grid power\"}," +
            "{\"module\":1,\"quantity\":\"energyImport\",\"point\":\"m2\",\"name\":\"Energy bought\"}," +
            "{\"module\":1,\"quantity\":\"energyExport\",\"point\":\"m3\",\"name\":\"Energy sold\"}]," +
            "\"outputs\":[" +
            "{\"name\":\"Heat pump\",\"minOnS\":300,\"minOffS\":300}," +
            "{\"name\":\"Heater 1\"},{\"name\":\"Heater 2\"},{\"name\":\"Output 3\"},{\"name\":\"Output 4\"},{\"name\":\"Output 5\"}]," +
            "\"events\":[" +
            "{\"name\":\"Room for heater 1\",\"on\":true,\"per\":true," +
            "\"a\":{\"source\":\"m1\",\"op\":\"<\",\"value\":-2000}," +
            "\"op\":\"or\",\"b\":{\"source\":\"out1\",\"op\":\"=\",\"value\":1}," +
            "\"action\":{\"target\":\"event1\",\"on\":true}}," +
            "{\"name\":\"Surplus heats 1\",\"on\":true,\"per\":true," +
            "\"a\":{\"source\":\"m1\",\"op\":\"<\",\"value\":300}," +
            "\"op\":\"and\",\"b\":{\"source\":\"event1\",\"op\":\"=\",\"value\":1}," +
            "\"onDelay\":15,\"offDelay\":90,\"action\":{\"target\":\"out1\",\"on\":true}}," +
            "{\"name\":\"Room for heater 2\",\"on\":true,\"per\":true," +
            "\"a\":{\"source\":\"m1\",\"op\":\"<\",\"value\":-2000}," +
            "\"op\":\"or\",\"b\":{\"source\":\"out2\",\"op\":\"=\",\"value\":1}," +
            "\"action\":{\"target\":\"event2\",\"on\":true}}," +
            "{\"name\":\"Surplus heats 2\",\"on\":true,\"per\":true," +
            "\"a\":{\"source\":\"m1\",\"op\":\"<\",\"value\":200}," +
            "\"op\":\"and\",\"b\":{\"source\":\"event2\",\"op\":\"=\",\"value\":1}," +
            "\"onDelay\":30,\"offDelay\":45,\"action\":{\"target\":\"out2\",\"on\":true}}]}";

        /// <summary>For this run; nothing is stored.</summary>
        internal static void PutInEffect(SettingsStore store)
        {
            byte[] document = System.Text.Encoding.UTF8.GetBytes(Document);
            store.TryReadDocument(document, 0, document.Length, new SettingsFault());
        }
    }
}
