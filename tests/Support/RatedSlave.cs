// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A register device behind its own line settings: at others it hears no frame.</summary>
internal sealed class RatedSlave(RegisterDevice device, int bitRate = 9600, LineParity parity = LineParity.None, int thinkMs = 20)
{
    public RegisterDevice Device => device;

    public int BitRate => bitRate;

    public LineParity Parity => parity;

    /// <summary>A line with these devices on it.</summary>
    public static VirtualLine Line(params RatedSlave[] slaves)
    {
        var line = new VirtualLine { NowUs = 1_000_000 };
        line.Slaves = request => [.. slaves.SelectMany(slave => slave.Answer(line, request))];
        return line;
    }

    private IEnumerable<LineReply> Answer(VirtualLine line, byte[] request)
    {
        if (line.BitRate != bitRate || line.Parity != parity) yield break;
        byte[] reply = device.Answer(request);
        if (reply.Length > 0) yield return new LineReply(reply, thinkMs * 1000L);
    }
}
