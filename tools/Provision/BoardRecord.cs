// SPDX-License-Identifier: MIT
namespace Wattwarden.Provision;

/// <summary>One board on its way out of the factory: what was written to it and what its label says.</summary>
public sealed record BoardRecord
{
    public required string Serial { get; init; }

    public required string Model { get; init; }

    public required string Profile { get; init; }

    public required string Board { get; init; }

    public required string Firmware { get; init; }

    public required string Date { get; init; }

    public required string Password { get; init; }

    public required string ApKey { get; init; }

    /// <summary>The password's hash, as the board has it.</summary>
    public required string Login { get; init; }

    public string Address { get; init; } = "";

    public string Qr { get; init; } = "";

    /// <summary>Parts of the self-test that passed, or were skipped.</summary>
    public string SelfTest { get; init; } = "";
}
