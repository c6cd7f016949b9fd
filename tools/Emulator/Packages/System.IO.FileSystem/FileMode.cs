// SPDX-License-Identifier: MIT
namespace System.IO
{
    public enum FileMode
    {
        CreateNew = 1,
        Create,
        Open,
        OpenOrCreate,
        Truncate,
        Append,
    }
}
