// SPDX-License-Identifier: MIT
namespace Wattwarden.Provision;

/// <summary>Something that people can mend; the message says what is wrong and what to do.</summary>
public class ProvisionError(string message) : Exception(message);

/// <summary>The board does not answer: pulled out, off, or another port.</summary>
public sealed class DeviceSilent(string message) : ProvisionError(message);

/// <summary>The board says no.</summary>
public sealed class DeviceRefused(string error, string field) : ProvisionError(field.Length > 0 ? $"the board refuses: {field} {error}" : $"the board refuses: {error}")
{
    public string Error { get; } = error;

    public string Field { get; } = field;
}
