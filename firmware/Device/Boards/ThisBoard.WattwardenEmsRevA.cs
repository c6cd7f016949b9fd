// SPDX-License-Identifier: MIT
using Wattwarden.Boards;
using Wattwarden.Ports;

namespace Wattwarden.Device
{
    internal static class ThisBoard
    {
        public static IBoard Create() => new WattwardenEmsRevA();
    }
}
