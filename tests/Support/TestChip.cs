// SPDX-License-Identifier: MIT
using System.Net;
using nanoFramework.Emulation;

namespace Wattwarden.Tests.Support;

/// <summary>An emulated chip for one test: virtual time from 0, an empty flash that goes with it, no network unless asked for.</summary>
internal sealed class TestChip : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-chip-").FullName;
    private readonly StringWriter _console = new();

    public TestChip(ITimeline? time = null, string target = "ESP32_PSRAM_REV3")
    {
        Time = time ?? new VirtualTimeline();
        Machine = Power(target);
    }

    public ITimeline Time { get; }

    /// <summary>The chip as it is powered now.</summary>
    public Machine Machine { get; private set; }

    public string Console => _console.ToString();

    public void Run(Action firmware) => Machine.Run(firmware);

    public T Run<T>(Func<T> firmware)
    {
        T? result = default;
        Machine.Run(() => result = firmware());
        return result!;
    }

    /// <summary>Switches the chip off and on: same flash, new everything else.</summary>
    public void PowerCycle()
    {
        Machine.Stop();
        Machine = Power(Machine.TargetName);
    }

    /// <summary>Lets the chip's port 80 be found on a free port of this computer; returns that address.</summary>
    public IPEndPoint ConnectNetwork()
    {
        System.Net.Sockets.TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        IPEndPoint free = (IPEndPoint)probe.LocalEndpoint;
        probe.Stop();
        Machine.HostEndPoint = _ => free;
        Machine.Interface.Lan = new Lan { Lease = IPAddress.Loopback };
        return free;
    }

    public void Dispose()
    {
        Machine.Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private Machine Power(string target) => new(Time, _folder) { Output = _console, TargetName = target };
}
