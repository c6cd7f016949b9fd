// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Ports
{
    /// <summary>A section that holds passwords or keys: it leaves the device in a backup only when the backup is encrypted.</summary>
    public interface ISecretSection : ISettingsSection
    {
        /// <summary>Writes what people may see: everything but the secrets. Any thread.</summary>
        void WritePublic(JsonWriter writer);
    }
}
