// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;

namespace nanoFramework.Emulation;

/// <summary>What the chip meets in its network: names, and how long native calls hold up everything while they talk to it.</summary>
public sealed class ChipNetwork
{
    /// <summary>The address of a name; null: the name server does not know it, or does not answer. The default asks this computer.</summary>
    public Func<string, IPAddress?> Resolve { get; set; } = FromHost;

    /// <summary>Milliseconds for which a name look-up stops every managed thread (getaddrinfo runs inside the interpreter's task).</summary>
    public int LookUpMs { get; set; }

    /// <summary>Milliseconds for which a TLS handshake stops every managed thread.</summary>
    public int HandshakeMs { get; set; }

    /// <summary>Name look-ups since power-on.</summary>
    public int LookUps { get; private set; }

    /// <summary>A look-up as the chip does it: everything stands still meanwhile. Literal addresses cost nothing. Null: no answer.</summary>
    public IPAddress? LookUp(Machine machine, string name)
    {
        if (IPAddress.TryParse(name, out IPAddress? literal)) return literal;
        LookUps++;
        if (LookUpMs > 0) machine.StandStill(LookUpMs);
        return Resolve(name);
    }

    private static IPAddress? FromHost(string name)
    {
        try
        {
            return Array.Find(Dns.GetHostAddresses(name), address => address.AddressFamily == AddressFamily.InterNetwork);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
