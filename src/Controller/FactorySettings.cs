// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>
    /// Settings of a new device: the recommended meter, two heaters that follow the surplus one after the other. Import is positive,
    /// so an export of 2 kW is -2000 W; the hysteresis is a heater's own power and a little more, so that a heater that takes up
    /// its surplus does not switch itself off again.
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
            "{\"name\":\"Surplus heats 1\",\"on\":true,\"per\":true," +
            "\"a\":{\"source\":\"m1\",\"op\":\"<\",\"value\":-2000,\"hysteresis\":2300}," +
            "\"onDelay\":15,\"offDelay\":90,\"action\":{\"target\":\"out1\",\"on\":true}}," +
            "{\"name\":\"Surplus heats 2\",\"on\":true,\"per\":true," +
            "\"a\":{\"source\":\"m1\",\"op\":\"<\",\"value\":-2000,\"hysteresis\":2200}," +
            "\"op\":\"and\",\"b\":{\"source\":\"out1\",\"op\":\"=\",\"value\":1}," +
            "\"onDelay\":30,\"offDelay\":45,\"action\":{\"target\":\"out2\",\"on\":true}}]}";
    }
}
