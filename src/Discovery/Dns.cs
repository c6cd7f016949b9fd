// SPDX-License-Identifier: MIT
namespace Wattwarden.Discovery
{
    /// <summary>Numbers of DNS (RFC 1035) and mDNS (RFC 6762).</summary>
    internal static class Dns
    {
        public const int Port = 5353;

        /// <summary>224.0.0.251.</summary>
        public const uint Group = 0xE00000FB;

        public const int HeaderBytes = 12;

        public const int TypeA = 1;
        public const int TypePtr = 12;
        public const int TypeTxt = 16;
        public const int TypeSrv = 33;
        public const int TypeAny = 255;

        public const int ClassIn = 1;
        public const int ClassAny = 255;

        /// <summary>In a question's class: the answer may come to the asker alone.</summary>
        public const int UnicastBit = 0x8000;

        /// <summary>In a record's class: this record is the only one of its name and type.</summary>
        public const int FlushBit = 0x8000;

        public const int ResponseFlags = 0x8400;
        public const int ResponseBit = 0x8000;
        public const int OpcodeMask = 0x7800;

        /// <summary>Seconds that others keep records with an address, and those without.</summary>
        public const int HostTtl = 120;
        public const int OtherTtl = 4500;

        /// <summary>The most that somebody who asks from another port may keep an answer.</summary>
        public const int LegacyTtl = 10;

        public static int U16(byte[] bytes, int at) => (bytes[at] << 8) | bytes[at + 1];

        public static uint U32(byte[] bytes, int at) => ((uint)bytes[at] << 24) | ((uint)bytes[at + 1] << 16) | ((uint)bytes[at + 2] << 8) | bytes[at + 3];
    }
}
