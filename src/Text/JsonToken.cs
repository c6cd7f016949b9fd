// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    public enum JsonToken : byte
    {
        None = 0,
        BeginObject,
        EndObject,
        BeginArray,
        EndArray,
        Name,
        Text,
        Number,
        True,
        False,
        Null,
        End,
        Error,
    }
}
