// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.IO
{
    public static class File
    {
        public static bool Exists(string path) => HostFile.Exists(Flash.HostPath(path));

        /// <summary>Removes a file; one that is not there is not an error.</summary>
        public static void Delete(string path)
        {
            string hostPath = Flash.HostPath(path);
            if (HostFile.Exists(hostPath)) Flash.Change(() => HostFile.Delete(hostPath));
        }

        /// <summary>Renames a file. There is no replacing: a destination that exists is refused.</summary>
        public static void Move(string sourceFileName, string destFileName)
        {
            string from = Flash.HostPath(sourceFileName);
            string to = Flash.HostPath(destFileName);
            if (!HostFile.Exists(from)) throw new IOException("no such file: " + sourceFileName);
            if (HostFile.Exists(to)) throw new IOException("file exists: " + destFileName);
            Flash.Change(() => HostFile.Move(from, to));
        }

        public static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.ReadWrite);

        public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read);

        public static byte[] ReadAllBytes(string path)
        {
            using FileStream stream = OpenRead(path);
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }

        public static void WriteAllBytes(string path, byte[] bytes)
        {
            using FileStream stream = Create(path);
            stream.Write(bytes, 0, bytes.Length);
        }
    }
}
