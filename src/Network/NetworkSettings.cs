// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Network
{
    /// <summary>The owner's settings of the network. Nothing in it changes, so any thread may read it.</summary>
    public sealed class NetworkSettings
    {
        /// <summary>192.168.0.100/24, as the boxes of this family come out of their cartons.</summary>
        public const uint FactoryAddress = 0xC0A80064;
        public const uint FactoryMask = 0xFFFFFF00;
        public const uint FactoryGateway = 0xC0A80001;

        public NetworkSettings(string name, AddressPlan plan, string ssid, string password, int revision)
        {
            Name = name;
            Plan = plan;
            Ssid = ssid;
            Password = password;
            Revision = revision;
        }

        /// <summary>By DHCP; the static values wait with the factory's.</summary>
        public static NetworkSettings Factory => new NetworkSettings("", FactoryPlan(true), "", "", 0);

        /// <summary>Name in the local network, without ".local"; empty: made of the hardware address.</summary>
        public string Name { get; }

        public AddressPlan Plan { get; }

        /// <summary>The Wi-Fi to join; empty: the one that the chip knows already.</summary>
        public string Ssid { get; }

        public string Password { get; }

        /// <summary>Goes up with each save, so that saving the same again is a new attempt.</summary>
        public int Revision { get; }

        public static AddressPlan FactoryPlan(bool usesDhcp) => new AddressPlan(usesDhcp, FactoryAddress, FactoryMask, FactoryGateway, FactoryGateway);

        /// <summary>True when both lead to the same network in the same way.</summary>
        public bool ConnectsLike(NetworkSettings other)
        {
            if (Ssid != other.Ssid || Password != other.Password || Plan.UsesDhcp != other.Plan.UsesDhcp) return false;
            return Plan.UsesDhcp || (Plan.Address == other.Plan.Address && Plan.Mask == other.Plan.Mask && Plan.Gateway == other.Plan.Gateway && Plan.Dns == other.Plan.Dns);
        }
    }
}
