// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// Files in the root of the chip's flash drive. Bytes are safe only once the stream is closed; littlefs then swaps the whole file,
    /// so there is no other step. Files of the runtime itself lie beside ours: names are plain, without folders.
    /// </summary>
    public sealed class FileStore : IFileStore
    {
        private const int MaxFileBytes = 32 * 1024;

        private readonly string _root;

        /// <summary>For example "I:\\".</summary>
        public FileStore(string root)
        {
            _root = root;
        }

        public int Length(string name)
        {
            try
            {
                if (!File.Exists(_root + name)) return -1;
                using (FileStream stream = new FileStream(_root + name, FileMode.Open, FileAccess.Read))
                {
                    return (int)stream.Length;
                }
            }
            catch (IOException)
            {
                return -2;
            }
        }

        public int Read(string name, byte[] buffer)
        {
            try
            {
                if (!File.Exists(_root + name)) return -1;
                using (FileStream stream = new FileStream(_root + name, FileMode.Open, FileAccess.Read))
                {
                    int length = (int)stream.Length;
                    if (length > buffer.Length) return -2;
                    return ReadAll(stream, buffer, length) ? length : -2;
                }
            }
            catch (IOException)
            {
                return -2;
            }
        }

        public bool Write(string name, byte[] buffer, int count)
        {
            if (count > MaxFileBytes) return false;
            try
            {
                using (FileStream stream = new FileStream(_root + name, FileMode.Create, FileAccess.Write))
                {
                    stream.Write(buffer, 0, count);
                }

                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        public bool Delete(string name)
        {
            try
            {
                if (File.Exists(_root + name)) File.Delete(_root + name);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        private static bool ReadAll(FileStream stream, byte[] buffer, int length)
        {
            for (int at = 0; at < length;)
            {
                int got = stream.Read(buffer, at, length - at);
                if (got <= 0) return false;
                at += got;
            }

            return true;
        }
    }
}
