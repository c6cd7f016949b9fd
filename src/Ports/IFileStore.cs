// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>
    /// Small named files in the device's flash. A write is durable when it returns true; power may fail at any byte
    /// before that, and then the file may be absent, old, new or torn: callers keep two slots.
    /// </summary>
    public interface IFileStore
    {
        /// <summary>Length of the file: so large a buffer takes it. -1 when there is none, -2 when it cannot be told.</summary>
        int Length(string name);

        /// <summary>Reads the whole file into buffer. Returns its length, -1 when there is none, -2 when it does not fit or cannot be read.</summary>
        int Read(string name, byte[] buffer);

        /// <summary>Replaces the file. False when flash refused (full, worn, absent).</summary>
        bool Write(string name, byte[] buffer, int count);

        /// <summary>Removes the file; true when it is gone.</summary>
        bool Delete(string name);
    }
}
