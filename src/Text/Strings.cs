// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// Arrays of strings. On nanoFramework 1.x an element of a new string[] that nobody has assigned is not null: "x == null" is false as a
    /// value, and comparing it with a string stops the chip. So every such array is filled at once.
    /// </summary>
    public static class Strings
    {
        /// <summary>An array of empty strings.</summary>
        public static string[] Blank(int count)
        {
            string[] blank = new string[count];
            string empty = "";   // one object: on the chip each literal in a loop would be a new one
            for (int i = 0; i < count; i++) blank[i] = empty;
            return blank;
        }
    }
}
