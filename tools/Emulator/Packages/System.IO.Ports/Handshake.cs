// SPDX-License-Identifier: MIT
namespace System.IO.Ports
{
    public enum Handshake
    {
        None,
        RequestToSend,
        RequestToSendXOnXOff,
        XOnXOff,
    }
}
