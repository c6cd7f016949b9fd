// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>The owner's settings of in1…in8. Never changed after they are built.</summary>
    public sealed class ContactSettings
    {
        public const int Count = PointId.InputCount;
        public const int DefaultDebounceMs = 50;

        /// <summary>True: the owner's list has a row for it.</summary>
        public readonly bool[] Given = new bool[Count];
        public readonly bool[] On = new bool[Count];
        public readonly string[] Name = Strings.Blank(Count);

        /// <summary>False: on while the contact is closed; true: on while it is open.</summary>
        public readonly bool[] Invert = new bool[Count];

        /// <summary>So long a new level must stand before it is believed.</summary>
        public readonly int[] DebounceMs = new int[Count];

        /// <summary>All inputs off.</summary>
        public ContactSettings()
        {
            for (int i = 0; i < Count; i++)
            {
                Name[i] = "Input " + (i + 1).ToString();
                DebounceMs[i] = DefaultDebounceMs;
            }
        }
    }
}
