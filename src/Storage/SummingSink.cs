// SPDX-License-Identifier: MIT
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>Passes text on and adds it up in a CRC-32.</summary>
    internal sealed class SummingSink : ITextSink
    {
        private readonly ITextSink _next;
        private uint _sum = Crc32.Start;

        public SummingSink(ITextSink next)
        {
            _next = next;
        }

        /// <summary>Checksum of everything so far.</summary>
        public uint Checksum => Crc32.End(_sum);

        public void Write(byte[] buffer, int offset, int count)
        {
            _sum = Crc32.Add(_sum, buffer, offset, count);
            _next.Write(buffer, offset, count);
        }
    }
}
