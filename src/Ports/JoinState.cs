// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>How joining a Wi-Fi goes.</summary>
    public enum JoinState : byte
    {
        /// <summary>Nobody has asked since the start.</summary>
        Idle,

        Joining,

        /// <summary>Accepted by the access point; an address may still be on its way.</summary>
        Joined,

        /// <summary>No access point of that name.</summary>
        NotFound,

        WrongPassword,

        /// <summary>Any other reason.</summary>
        Failed,
    }
}
