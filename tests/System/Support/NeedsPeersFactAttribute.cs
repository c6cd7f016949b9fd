// SPDX-License-Identifier: MIT
using Xunit;

namespace Wattwarden.SystemTests.Support;

/// <summary>
/// A test against a real peer. Where a peer is missing it is skipped and says how to get it; with CI=true it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPeersFactAttribute : FactAttribute
{
    public NeedsPeersFactAttribute(params string[] peers)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") return;
        string[] missing = [.. peers.Where(p => !Peer.Has(p))];
        if (missing.Length > 0)
            Skip = $"needs {string.Join(", ", missing)}: sudo apt-get install {string.Join(' ', missing.Select(Peer.DebianPackage))}";
    }
}
