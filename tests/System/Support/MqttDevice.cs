// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json.Nodes;

namespace Wattwarden.SystemTests.Support;

/// <summary>The emulator as a client of a broker: started, logged in and set by its page's interface.</summary>
public static class MqttDevice
{
    /// <param name="panel">Port of the house's panel; 0: none.</param>
    public static EmulatorProcess Start(int port, string host = "127.0.0.1", bool tls = false, string ca = "", string user = Mosquitto.User, string password = Mosquitto.Password, int interval = 2, int panel = 0)
    {
        var device = new EmulatorProcess("--panel", $"{panel}");
        device.LogIn();
        device.Put("/api/v1/mqtt", Settings(port, host, tls, ca, user, interval, password));
        return device;
    }

    public static string Settings(int port, string host, bool tls, string ca, string user, int interval = 2, string password = Mosquitto.Password) => new JsonObject
    {
        ["on"] = true, ["host"] = host, ["port"] = port, ["tls"] = tls, ["ca"] = ca, ["user"] = user, ["password"] = password,
        ["clientId"] = "ems-test", ["prefix"] = "ems", ["intervalS"] = interval, ["keepAliveS"] = 10,
    }.ToJsonString();

    /// <summary>Moves a lever of the house's panel.</summary>
    public static void SetPanel(int panel, string change)
    {
        using var http = new HttpClient();
        using HttpResponseMessage reply = http.PostAsync($"http://127.0.0.1:{panel}/panel/set", new StringContent(change, Encoding.UTF8, "application/json")).Result;
        reply.EnsureSuccessStatusCode();
    }

    public static JsonNode Status(EmulatorProcess device) => device.Get("/api/v1/mqtt")["status"]!;

    public static bool IsConnected(EmulatorProcess device) => (string?)Status(device)["state"] == "connected";
}
