// SPDX-License-Identifier: MIT
using Xunit;

namespace Wattwarden.SystemTests.Support;

/// <summary>As NeedsPeersFact, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPeersTheoryAttribute : TheoryAttribute
{
    public NeedsPeersTheoryAttribute(params string[] peers) => Skip = new NeedsPeersFactAttribute(peers).Skip;
}
