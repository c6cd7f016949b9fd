// SPDX-License-Identifier: MIT
using Wattwarden.Network;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>
    /// The device's place in the network, for every edge in the same words: what the interface is doing, the settings, joining a Wi-Fi at once.
    /// Settings that are stored take effect by a restart; only a Wi-Fi that somebody hands over by cable (Improv) is joined right away.
    /// </summary>
    public sealed class NetworkDesk
    {
        private const int DocumentBytes = 512;
        private const int NameBytes = 3;
        private const string NamePrefix = "wattwarden-";

        private readonly EnergyController _controller;
        private readonly INetwork _network;
        private readonly NetworkKeeper _keeper;
        private readonly NetworkTask _task;

        internal NetworkDesk(EnergyController controller)
        {
            _controller = controller;
            _network = controller.Board.Network;
            _keeper = new NetworkKeeper(_network, controller.Storage.Files);
            _task = new NetworkTask(this, _keeper, controller.Diagnostics);
        }

        public NetworkSection Section { get; } = new NetworkSection();

        /// <summary>False: the board has none, and nothing here does anything.</summary>
        public bool IsFitted => _network != null;

        /// <summary>The address at which the device is reached now; 0: none. Only the loop's thread.</summary>
        public uint Address => _keeper.IsLinkUp ? _keeper.Interface.Address : 0;

        /// <summary>Mask of the network that Address lies in. Only the loop's thread.</summary>
        public uint Mask => _keeper.Interface.Mask;

        /// <summary>Name in the local network, without ".local": the owner's, else one made of the hardware address. Makes text; only the loop's thread.</summary>
        public string HostName
        {
            get
            {
                string name = Section.Current.Name;
                if (name.Length > 0 || _network == null) return name;
                byte[] end = new byte[NameBytes];
                System.Array.Copy(_network.Mac, _network.Mac.Length - NameBytes, end, 0, NameBytes);
                return NamePrefix + HexText.Encode(end);
            }
        }

        /// <summary>Only the loop's thread: post a job.</summary>
        public void CopyTo(NetworkSnapshot into)
        {
            into.Stage = _keeper.Stage;
            into.State = _keeper.State;
            into.NeedsRestart = NeedsRestart;
            into.HostName = HostName;
            if (_network == null) return;
            into.IsWireless = _network.IsWireless;
            into.IsLinkUp = _network.IsLinkUp;
            into.Join = _network.Join;
            System.Array.Copy(_network.Mac, into.Mac, into.Mac.Length);
            _network.TryRead(into.Interface);
        }

        /// <summary>True when a restart would lead to another network, or try the same once more. Only the loop's thread.</summary>
        public bool NeedsRestart => _network != null && _keeper.HasOther(Section.Current);

        /// <summary>Any thread: a client's request has come in through the network. On trial that proves the address.</summary>
        public void NoteClient() => _keeper.NoteClient();

        /// <summary>Checks and stores the section. restart: it leads to another network, or is a new attempt at one that failed, and takes effect by a restart. Any thread.</summary>
        public SaveOutcome Put(JsonReader document, SettingsFault fault, out bool restart)
        {
            SaveOutcome outcome = _controller.Store.Put(Section, document, fault);
            restart = outcome == SaveOutcome.Saved && _network != null && _keeper.HasOther(Section.Accepted);
            return outcome;
        }

        /// <summary>Stores a Wi-Fi and has the chip join it now. Any thread; how it goes shows in the snapshot. Refused: the fault names "ssid" or "password".</summary>
        public SaveOutcome JoinWifi(string ssid, string password, SettingsFault fault)
        {
            var document = new TextBuffer(DocumentBytes);
            Section.WriteWithWifi(new JsonWriter(document), ssid, password);
            if (document.Overflowed) return SaveOutcome.TooLarge;
            var reader = new JsonReader();
            reader.Reset(document.Bytes, 0, document.Length);
            SaveOutcome outcome = _controller.Store.Put(Section, reader, fault);
            if (outcome == SaveOutcome.Saved) _task.UseStored();
            return outcome;
        }

        /// <summary>Begins to look for Wi-Fis; Found has them when the snapshot's network is no longer busy. Only the loop's thread.</summary>
        public bool BeginScan() => _network != null && _network.BeginScan();

        /// <summary>True while a scan or a join is at work.</summary>
        public bool IsBusy => _network != null && _network.IsBusy;

        /// <summary>What the last scan has found, strongest first.</summary>
        public WifiNetwork[] Found => _network == null ? new WifiNetwork[0] : _network.Found;

        /// <summary>At start, after the settings were read: the task for the loop.</summary>
        internal ILoopTask Begin(long nowMs)
        {
            if (_network != null) _keeper.Start(Section.Current, nowMs);
            return _task;
        }
    }
}
