// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Wattwarden.SystemTests.Support;

/// <summary>Peers that are npm packages.</summary>
public static class NpmPeer
{
    /// <summary>Fetches an npm package of exactly this version, once; returns its folder.</summary>
    public static string Fetch(string package, string version)
    {
        string folder = Path.Combine(Report.Root(), "artifacts", "peers", $"{package}-{version}");
        string installed = Path.Combine(folder, "node_modules", package);
        if (Directory.Exists(installed)) return installed;
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", $"{package}@{version}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process npm = Process.Start(start)!;
        npm.OutputDataReceived += (_, _) => { };
        npm.BeginOutputReadLine();
        string errors = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        return npm.ExitCode == 0 && Directory.Exists(installed) ? installed : throw new InvalidOperationException($"npm install {package}@{version}: {errors}");
    }
}
