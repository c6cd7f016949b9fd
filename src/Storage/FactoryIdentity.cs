// SPDX-License-Identifier: MIT
namespace Wattwarden.Storage
{
    /// <summary>What the factory has written once. A value that is replaced, never changed; empty where nothing was written.</summary>
    public sealed class FactoryIdentity
    {
        internal FactoryIdentity()
        {
        }

        /// <summary>Serial number as on the label.</summary>
        public string Serial { get; internal set; } = "";

        /// <summary>Product name as on the label.</summary>
        public string Model { get; internal set; } = "";

        /// <summary>Name of the board profile that the factory used.</summary>
        public string Profile { get; internal set; } = "";

        /// <summary>Day of provisioning, for example "2026-11-27".</summary>
        public string Date { get; internal set; } = "";

        /// <summary>The label's password as it is stored: a hash. A device that has lost its logins takes it again.</summary>
        public string Login { get; internal set; } = "";

        /// <summary>Key of the device's own access point.</summary>
        public string ApKey { get; internal set; } = "";

        /// <summary>The factory was done with this board: everything is written at once.</summary>
        public bool IsProvisioned => Serial.Length > 0;
    }
}
