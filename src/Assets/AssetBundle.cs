// SPDX-License-Identifier: MIT
namespace Wattwarden.Assets
{
    /// <summary>
    /// Files of the page as they lie in the program: compressed, one after another, cut into slices of the same size. A slice is the initialiser of an array: its bytes
    /// stay in flash, and each call copies them into a new array. tools/PageBuild writes the classes that derive from this one.
    /// </summary>
    public abstract class AssetBundle
    {
        /// <summary>Bytes of each slice but the last one.</summary>
        public const int SliceBytes = 2048;

        public abstract int Count { get; }

        /// <summary>Path of a file, such as "/app.js".</summary>
        public abstract string Path(int number);

        /// <summary>Changes when the file does; without the quotes of an ETag.</summary>
        public abstract string Tag(int number);

        /// <summary>Compressed length in bytes.</summary>
        public abstract int Length(int number);

        /// <summary>A slice of all files of the bundle, in the order of their numbers.</summary>
        public abstract byte[] Slice(int number);
    }
}
