// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Network
{
    /// <summary>
    /// What the device has learned about its settings of the network, in two slots: the last that worked, and the revision that did not. It is
    /// written when that changes, so a power cut at any moment costs at most one more trial.
    /// <code>
    ///  0        1       2 … 5     6     7 … 10   11 … 14  15 … 18  19 … 22  23     24 … 55  56      57 … 119
    ///  format | flags | refused | dhcp | address | mask  | gateway | dns   | len  | ssid   | len   | password      little endian
    /// </code>
    /// </summary>
    internal sealed class TrialRecord
    {
        public const string SlotA = "network-a";
        public const string SlotB = "network-b";

        private const int RecordBytes = 120;
        private const byte Format = 1;
        private const byte HasProven = 1;
        private const byte HasRefused = 2;
        private const int RefusedAt = 2;
        private const int DhcpAt = 6;
        private const int AddressAt = 7;
        private const int SsidAt = 23;
        private const int PasswordAt = 56;

        private readonly TwoSlots _slots;
        private readonly byte[] _bytes = new byte[RecordBytes];

        public TrialRecord(IFileStore files)
        {
            _slots = new TwoSlots(files, SlotA, SlotB, RecordBytes);
        }

        /// <summary>The last settings that worked; null: none have yet. Name and revision are not kept.</summary>
        public NetworkSettings Proven { get; private set; }

        public void Load()
        {
            if (!_slots.Load(_bytes) || _bytes[0] != Format) System.Array.Clear(_bytes, 0, RecordBytes);
            Proven = (_bytes[1] & HasProven) == 0 ? null : TakeOut();
        }

        /// <summary>True when these very settings, of this revision, were given up.</summary>
        public bool HasRefusedThese(NetworkSettings settings) => (_bytes[1] & HasRefused) != 0 && Get(RefusedAt) == (uint)settings.Revision;

        /// <summary>These work. False: flash refused, to be tried again.</summary>
        public bool Prove(NetworkSettings settings)
        {
            System.Array.Clear(_bytes, 0, RecordBytes);
            _bytes[0] = Format;
            _bytes[1] = HasProven;
            _bytes[DhcpAt] = (byte)(settings.Plan.UsesDhcp ? 1 : 0);
            Put(AddressAt, settings.Plan.Address);
            Put(AddressAt + 4, settings.Plan.Mask);
            Put(AddressAt + 8, settings.Plan.Gateway);
            Put(AddressAt + 12, settings.Plan.Dns);
            PutText(SsidAt, settings.Ssid);
            PutText(PasswordAt, settings.Password);
            Proven = settings;
            return _slots.Save(_bytes);
        }

        /// <summary>These do not work. False: flash refused; after a restart they are tried once more.</summary>
        public bool Refuse(NetworkSettings settings)
        {
            _bytes[0] = Format;
            _bytes[1] = (byte)(_bytes[1] | HasRefused);
            Put(RefusedAt, (uint)settings.Revision);
            return _slots.Save(_bytes);
        }

        private NetworkSettings TakeOut()
        {
            var plan = new AddressPlan(_bytes[DhcpAt] != 0, Get(AddressAt), Get(AddressAt + 4), Get(AddressAt + 8), Get(AddressAt + 12));
            return new NetworkSettings("", plan, Text(SsidAt), Text(PasswordAt), 0);
        }

        private void Put(int at, uint value)
        {
            for (int i = 0; i < 4; i++) _bytes[at + i] = (byte)(value >> (8 * i));
        }

        private uint Get(int at) => _bytes[at] | ((uint)_bytes[at + 1] << 8) | ((uint)_bytes[at + 2] << 16) | ((uint)_bytes[at + 3] << 24);

        private void PutText(int at, string text)
        {
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            _bytes[at] = (byte)utf8.Length;
            System.Array.Copy(utf8, 0, _bytes, at + 1, utf8.Length);
        }

        private string Text(int at) => _bytes[at] == 0 ? "" : System.Text.Encoding.UTF8.GetString(_bytes, at + 1, _bytes[at]);
    }
}
