// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;

namespace Wattwarden.Emulator;

/// <summary>What can be found out about options before the house starts.</summary>
internal static class OptionChecks
{
    public static void Port(string option, IPAddress address, int? port)
    {
        if (port is not { } number) return;
        try
        {
            using var probe = new TcpListener(address, number);
            probe.Start();
        }
        catch (SocketException error)
        {
            throw new RunError($"{option} {number}: the port cannot be used ({error.SocketErrorCode}); choose another, or 0 for none");
        }
    }

    public static void Report(string? path)
    {
        if (path is null) return;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        if (!Directory.Exists(folder)) throw new RunError($"--report {path}: there is no folder {folder}");
        if (Directory.Exists(path)) throw new RunError($"--report {path}: this is a folder; give a file");
    }
}
