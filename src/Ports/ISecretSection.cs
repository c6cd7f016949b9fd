// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>A section that holds passwords or keys: it leaves the device in a backup only when the backup is encrypted.</summary>
    public interface ISecretSection : ISettingsSection
    {
    }
}
