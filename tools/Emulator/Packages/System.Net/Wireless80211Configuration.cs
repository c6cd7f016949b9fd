// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Net.NetworkInformation
{
    /// <summary>The stored configuration of the Wi-Fi station.</summary>
    public class Wireless80211Configuration
    {
        private const int MaxSsidLength = 32;
        private const int MaxPasswordLength = 64;

        public Wireless80211Configuration(uint id)
        {
            Id = id;
        }

        public uint Id { get; }

        public string? Ssid { get; set; }

        public string? Password { get; set; }

        public ConfigurationOptions Options { get; set; }

        public static Wireless80211Configuration[] GetAllWireless80211Configurations()
        {
            NetworkBlock block = Machine.Current.Interface.Block;
            return [new(0) { Ssid = block.Ssid, Password = block.Password, Options = (ConfigurationOptions)block.WifiOptions }];
        }

        public void SaveConfiguration()
        {
            if (Ssid == null) throw new ArgumentNullException();
            if (Password!.Length > MaxPasswordLength || Ssid.Length > MaxSsidLength) throw new ArgumentOutOfRangeException();
            NetworkChip chip = Machine.Current.Interface;
            chip.Block = chip.Block with { Ssid = Ssid, Password = Password, WifiOptions = (byte)Options };
        }

        [Flags]
        public enum ConfigurationOptions : byte
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoConnect = 4 | Enable,
            SmartConfig = 8 | Enable,
        }
    }
}
