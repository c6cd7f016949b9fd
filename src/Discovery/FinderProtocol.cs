// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Discovery
{
    /// <summary>
    /// "Who is there?" by UDP, for tools/Provision discover. The question is broadcast, the answer goes to the asker alone.
    /// <code>
    ///            0   1   2   3     4         5       6     7 …
    /// question  'W' 'W' 'D' '?' | version | token u16    |             anything behind is ignored
    /// answer    'W' 'W' 'D' '!' | version | token u16    | JSON, UTF-8
    ///                                1       as asked
    /// </code>
    /// </summary>
    public static class FinderProtocol
    {
        /// <summary>"WW" in ASCII.</summary>
        public const int Port = 22359;

        public const byte Version = 1;
        public const int HeaderBytes = 7;

        public static bool IsQuestion(byte[] datagram, int length) =>
            length >= HeaderBytes && datagram[0] == 'W' && datagram[1] == 'W' && datagram[2] == 'D' && datagram[3] == '?' && datagram[4] == Version;

        /// <summary>Makes the answer out of a question, in the same buffer; returns its length, or 0 when there is no room for it.</summary>
        internal static int Answer(byte[] datagram, DeviceCard card)
        {
            TextBuffer json = card.ToJson();
            if (json.Overflowed || HeaderBytes + json.Length > datagram.Length) return 0;
            datagram[3] = (byte)'!';
            System.Array.Copy(json.Bytes, 0, datagram, HeaderBytes, json.Length);
            return HeaderBytes + json.Length;
        }
    }
}
