// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>How long a section's text is: written once into nothing, so that the answer takes no more of the heap than it needs.</summary>
    internal sealed class SectionText : ITextSink
    {
        private const int PieceBytes = 64;

        private int _bytes;

        public static int Measure(ISettingsSection section)
        {
            var counter = new SectionText();
            var text = new TextBuffer(PieceBytes);
            text.Reset(counter);
            section.Write(new JsonWriter(text), false);
            return counter._bytes + text.Length;
        }

        public void Write(byte[] buffer, int offset, int count) => _bytes += count;
    }
}
