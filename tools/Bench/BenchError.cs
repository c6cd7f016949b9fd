// SPDX-License-Identifier: MIT
namespace Wattwarden.Bench;

/// <summary>What was to be measured did not run as it should: there is no figure.</summary>
internal sealed class BenchError(string message) : Exception(message);
