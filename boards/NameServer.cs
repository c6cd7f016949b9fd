// SPDX-License-Identifier: MIT
using System.Text;
using System.Threading;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Boards
{
    /// <summary>
    /// Finds out whether the network's name server answers at all. The chip's own look-up stops every thread, the control loop too, until an
    /// answer has come or its last try is over; a question by datagram stops nobody (docs/decisions/0012).
    /// </summary>
    public static class NameServer
    {
        private const int Port = 53;
        private const int Questions = 2;   // within the time for which samples have room beside the edge's thread, at one a second
        private const int LooksPerQuestion = 20;
        private const int LookMs = 50;
        private const int HeaderBytes = 12;

        private static ushort _id;

        /// <summary>
        /// False: no answer within two seconds, in which the calling thread waits. True also where there is nothing to ask: an IP address needs no
        /// name server, and without one the chip's look-up fails at once.
        /// </summary>
        public static bool Answers(INetwork network, string host)
        {
            if (network == null || Ipv4.TryParse(host, out uint _)) return true;
            NetworkState state = new NetworkState();
            if (!network.TryRead(state) || state.Dns == 0) return true;
            IDatagramSocket socket = network.OpenDatagrams(0, 0);
            if (socket == null) return false;
            try
            {
                byte[] question = Question(++_id, host);
                byte[] reply = new byte[HeaderBytes];
                for (int i = 0; i < Questions; i++)
                {
                    if (socket.Send(question, question.Length, state.Dns, Port) && HasAnswer(socket, question, reply)) return true;
                }

                return false;
            }
            finally
            {
                socket.Close();
            }
        }

        private static bool HasAnswer(IDatagramSocket socket, byte[] question, byte[] reply)
        {
            for (int i = 0; i < LooksPerQuestion; i++)
            {
                while (socket.HasDatagram)
                {
                    int count = socket.Receive(reply);   // no more than the header
                    if (count < 0) return false;
                    if (count == HeaderBytes && socket.FromPort == Port && reply[0] == question[0] && reply[1] == question[1] && (reply[2] & 0x80) != 0) return true;
                }

                Thread.Sleep(LookMs);
            }

            return false;
        }

        // RFC 1035, section 4.1: the very question that the look-up will ask, so that the server has its answer ready. Of a reply the first three bytes matter.
        //
        //   0      2      4      6      8      10     12                          n
        //   | id   | 0100 | 0001 | 0000 | 0000 | 0000 | 6 broker 4 home 0 | 0001 | 0001 |
        //          recursion, one question              name as labels      A      IN
        private static byte[] Question(ushort id, string host)
        {
            byte[] name = Encoding.UTF8.GetBytes(host);
            byte[] question = new byte[HeaderBytes + name.Length + 6];
            question[0] = (byte)(id >> 8);
            question[1] = (byte)id;
            question[2] = 1;
            question[5] = 1;
            int label = HeaderBytes;
            for (int i = 0; i < name.Length; i++)
            {
                int at = HeaderBytes + 1 + i;
                if (name[i] == '.')
                {
                    label = at;   // its length takes the dot's place
                    continue;
                }

                question[at] = name[i];
                question[label]++;
            }

            question[question.Length - 3] = 1;
            question[question.Length - 1] = 1;
            return question;
        }
    }
}
