// SPDX-License-Identifier: MIT
namespace System.IO.Ports
{
    public enum Parity
    {
        None,
        Even,
        Odd,
    }
}
