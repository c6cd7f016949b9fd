// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>Takes the bytes of a full text buffer (a socket, a file).</summary>
    public interface ITextSink
    {
        void Write(byte[] buffer, int offset, int count);
    }
}
