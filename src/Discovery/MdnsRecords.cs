// SPDX-License-Identifier: MIT
using Wattwarden.Controller;

namespace Wattwarden.Discovery
{
    /// <summary>
    /// The device's names and records: a host "name.local", a web service "name._http._tcp.local", and the way there from "_http._tcp.local".
    /// Which of them a message shall hold is a set of bits.
    /// </summary>
    internal sealed class MdnsRecords
    {
        public const int Service = 1;
        public const int Types = 2;
        public const int Location = 4;
        public const int Details = 8;
        public const int Host = 16;
        public const int All = Service | Location | Details | Host;

        private const int Unique = Dns.ClassIn | Dns.FlushBit;

        private readonly DeviceCard _card;

        public MdnsRecords(DeviceCard card, string name, uint address)
        {
            _card = card;
            Name = name;
            Address = address;
            HostName = DnsName.Encode(name + ".local");
            InstanceName = DnsName.Encode(name + "._http._tcp.local");
        }

        public static byte[] ServiceName { get; } = DnsName.Encode("_http._tcp.local");

        public static byte[] TypesName { get; } = DnsName.Encode("_services._dns-sd._udp.local");

        public string Name { get; }

        public uint Address { get; }

        public byte[] HostName { get; }

        public byte[] InstanceName { get; }

        /// <summary>Which of our names stands at this place; null: none.</summary>
        public byte[] OwnName(byte[] message, int length, int nameAt)
        {
            if (DnsName.Is(message, length, nameAt, ServiceName)) return ServiceName;
            if (DnsName.Is(message, length, nameAt, HostName)) return HostName;
            if (DnsName.Is(message, length, nameAt, InstanceName)) return InstanceName;
            return DnsName.Is(message, length, nameAt, TypesName) ? TypesName : null;
        }

        /// <summary>The records that answer a question of this type for one of our names.</summary>
        public int AnswersTo(byte[] ownName, int type)
        {
            if (ownName == null) return 0;
            if (ownName == ServiceName) return Asks(type, Dns.TypePtr) ? Service : 0;
            if (ownName == TypesName) return Asks(type, Dns.TypePtr) ? Types : 0;
            if (ownName == HostName) return Asks(type, Dns.TypeA) ? Host : 0;
            return (Asks(type, Dns.TypeSrv) ? Location : 0) | (Asks(type, Dns.TypeTxt) ? Details : 0);
        }

        /// <summary>What somebody who gets these records will ask for next.</summary>
        public static int AlongWith(int records)
        {
            int more = 0;
            if ((records & Service) != 0) more |= Location | Details | Host;
            if ((records & Location) != 0) more |= Host;
            return more & ~records;
        }

        /// <summary>Writes the records of a set; returns how many. legacy: for somebody who knows no mDNS, so without its bits and only for a moment. gone: to be forgotten.</summary>
        public int Write(DnsWriter into, int records, bool legacy, bool gone)
        {
            int count = 0;
            int unique = legacy ? Dns.ClassIn : Unique;
            int hostTtl = gone ? 0 : legacy ? Dns.LegacyTtl : Dns.HostTtl;
            int otherTtl = gone ? 0 : legacy ? Dns.LegacyTtl : Dns.OtherTtl;
            for (int record = Service; record <= Host; record <<= 1)
            {
                if ((records & record) == 0) continue;
                count++;
                if (record == Service) WritePointer(into, ServiceName, InstanceName, otherTtl);
                else if (record == Types) WritePointer(into, TypesName, ServiceName, otherTtl);
                else if (record == Location) WriteLocation(into, unique, hostTtl);
                else if (record == Details) WriteDetails(into, unique, otherTtl);
                else WriteHost(into, unique, hostTtl);
            }

            return count;
        }

        // Shared by all devices: others' pointers hold beside it.
        private static void WritePointer(DnsWriter into, byte[] from, byte[] to, int ttl)
        {
            into.Record(from, Dns.TypePtr, Dns.ClassIn, ttl);
            into.Name(to);
            into.EndData();
        }

        private void WriteLocation(DnsWriter into, int dnsClass, int ttl)
        {
            into.Record(InstanceName, Dns.TypeSrv, dnsClass, ttl);
            into.U16(0);   // priority
            into.U16(0);   // weight
            into.U16(_card.Port);
            into.Name(HostName);
            into.EndData();
        }

        private void WriteDetails(DnsWriter into, int dnsClass, int ttl)
        {
            into.Record(InstanceName, Dns.TypeTxt, dnsClass, ttl);
            into.Text("path=/");
            into.Text("model=" + _card.Model);
            into.Text("version=" + EnergyController.Version);
            into.Text("mac=" + _card.Mac);
            if (_card.Serial.Length > 0) into.Text("serial=" + _card.Serial);
            into.EndData();
        }

        private void WriteHost(DnsWriter into, int dnsClass, int ttl)
        {
            into.Record(HostName, Dns.TypeA, dnsClass, ttl);
            into.U32(Address);
            into.EndData();
        }

        private static bool Asks(int asked, int type) => asked == type || asked == Dns.TypeAny;
    }
}
