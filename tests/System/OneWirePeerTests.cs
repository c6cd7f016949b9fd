// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Wattwarden.Emulator.OneWire;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>
/// Two 1-Wire masters that share no code with us, digitemp and OWFS, search and read the simulated bus, bit by bit through a passive
/// serial adapter on a tty. What the firmware is tested against is thereby what others take for real sensors.
/// </summary>
public class OneWirePeerTests
{
    private static readonly (byte Family, double Celsius)[] House =
    [
        (0x28, 20.5), (0x28, -10.125), (0x28, 85.0), (0x10, 30.5), (0x22, 64.25), (0x28, 0.0625), (0x28, 124.9375),
    ];

    private readonly Thermometer[] _sensors =
        [.. House.Select((it, i) => new Thermometer(Dow.Rom(it.Family, (ulong)(0xAB_0000_1200 ^ 1L << i)), _ => it.Celsius))];

    [NeedsPeersFact(Peer.Digitemp, Peer.Socat)]
    public void Digitemp_finds_every_simulated_sensor_and_reads_its_temperature()
    {
        using var cable = new PtyPair();
        using var adapter = new SerialAdapter(cable.Far, new OneWireBus(_sensors));
        string folder = Directory.CreateTempSubdirectory("wattwarden-digitemp").FullName;
        string found = Run(Peer.Digitemp, folder, ["-i", "-s", cable.Near, "-c", "rc"]);
        foreach (Thermometer sensor in _sensors) Assert.Contains(Convert.ToHexString(BitConverter.GetBytes(sensor.Rom)), found.Replace(" ", ""));
        string read = Run(Peer.Digitemp, folder, ["-q", "-a", "-s", cable.Near, "-c", "rc", "-o", "%R %.4C"]);
        foreach ((Thermometer sensor, double celsius) in _sensors.Zip(House.Select(it => it.Celsius)))
        {
            // It takes exactly 85 °C for the value of power-on, as the firmware does, and gives none.
            if (celsius == 85) continue;
            Match row = Regex.Match(read, Convert.ToHexString(BitConverter.GetBytes(sensor.Rom)) + " (-?[0-9.]+)");
            Assert.True(row.Success, read);
            Assert.Equal(celsius, double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), 0.06);
        }

        Report.Write("onewire-digitemp", [$"digitemp found {_sensors.Length} simulated sensors and read them: {adapter.Resets} resets, {adapter.Slots} slots"]);
        Directory.Delete(folder, true);
    }

    [NeedsPeersFact(Peer.Owserver, Peer.Owread, Peer.Socat)]
    public void Owfs_lists_the_simulated_sensors_with_their_sums_and_reads_their_temperatures()
    {
        using var cable = new PtyPair();
        using var adapter = new SerialAdapter(cable.Far, new OneWireBus(_sensors));
        string port = EmulatorProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        using Process server = Process.Start(new ProcessStartInfo(Peer.Owserver, ["--foreground", "--passive", cable.Near, "-p", port]) { RedirectStandardError = true })!;
        try
        {
            string listed = "";
            Patience.Until("owserver lists the bus", TimeSpan.FromSeconds(30), () => (listed = Run("owdir", "/", ["-s", port], mayFail: true)).Contains("/28."));
            foreach ((Thermometer sensor, double celsius) in _sensors.Zip(House.Select(it => it.Celsius)))
            {
                string address = Convert.ToHexString(BitConverter.GetBytes(sensor.Rom));
                string name = $"/{address[..2]}.{address[2..14]}";
                Assert.Contains(name, listed);
                Assert.Equal(address, Run(Peer.Owread, "/", ["-s", port, name + "/address"]).Trim());
                Assert.Equal(address[14..], Run(Peer.Owread, "/", ["-s", port, name + "/crc8"]).Trim());
                if (celsius == 85) continue;
                string text = Run(Peer.Owread, "/", ["-s", port, "/uncached" + name + "/temperature"]);
                Assert.Equal(celsius, double.Parse(text, CultureInfo.InvariantCulture), 0.06);
            }

            Report.Write("onewire-owfs", [$"owserver found {_sensors.Length} simulated sensors and read them: {adapter.Resets} resets, {adapter.Slots} slots"]);
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    private static string Run(string program, string folder, string[] arguments, bool mayFail = false)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !mayFail) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode} {answer} {errors.Result}");
        return answer;
    }

    /// <summary>A passive adapter (DS9097) at the end of a tty: a reset is a byte F0, a time slot a byte of ones or zeros, and what comes back is the line.</summary>
    private sealed class SerialAdapter : IDisposable
    {
        private readonly FileStream _tty;
        private readonly OneWireBus _bus;
        private readonly Thread _thread;

        public SerialAdapter(string path, OneWireBus bus)
        {
            _bus = bus;
            _tty = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
            _thread = new Thread(Serve) { IsBackground = true };
            _thread.Start();
        }

        public long Resets => _bus.Resets;

        public long Slots => _bus.Slots;

        public void Dispose() => _tty.Dispose();

        private void Serve()
        {
            byte[] bytes = new byte[256];
            try
            {
                for (int count; (count = _tty.Read(bytes, 0, bytes.Length)) > 0;)
                {
                    for (int i = 0; i < count; i++) bytes[i] = Answer(bytes[i], Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000));
                    _tty.Write(bytes, 0, count);
                }
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
            }
        }

        // A presence pulse cuts the F0 short; a slot that somebody holds low loses its lowest bit.
        private byte Answer(byte sent, long nowUs)
        {
            if (sent == 0xF0) return _bus.Reset(nowUs) ? (byte)0xE0 : sent;
            return _bus.Slot((sent & 1) != 0, nowUs) ? sent : (byte)(sent & 0xFE);
        }
    }
}
