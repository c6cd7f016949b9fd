// SPDX-License-Identifier: MIT
namespace Wattwarden.Assets
{
    /// <summary>
    /// Files of the page as they lie in the program: compressed, in slices, each slice a string constant that the chip reads in place. A static
    /// byte array would be copied to RAM as a whole. tools/PageBuild writes the classes that derive from this one.
    /// </summary>
    public abstract class AssetBundle
    {
        /// <summary>Most bytes of one slice, decoded.</summary>
        public const int SliceBytes = 700;

        /// <summary>Most characters of one slice; the build refuses to write a longer one.</summary>
        public const int SliceChars = 900;

        public abstract int Count { get; }

        /// <summary>Path of a file, such as "/app.js".</summary>
        public abstract string Path(int asset);

        /// <summary>Changes when the file does; without the quotes of an ETag.</summary>
        public abstract string Tag(int asset);

        /// <summary>Compressed length in bytes.</summary>
        public abstract int Length(int asset);

        /// <summary>Slice number slice of a file, to be decoded by a SliceDecoder; null after the last one.</summary>
        public abstract string Slice(int asset, int slice);
    }
}
