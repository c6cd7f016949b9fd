// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.IO
{
    public static class Directory
    {
        public static bool Exists(string path) => HostFile.DirectoryExists(Flash.HostPath(path));

        public static void CreateDirectory(string path)
        {
            string hostPath = Flash.HostPath(path);
            Flash.Change(() => HostFile.CreateDirectory(hostPath));
        }

        /// <summary>Device paths of the files in a folder.</summary>
        public static string[] GetFiles(string path)
        {
            string[] names = HostFile.NamesIn(Flash.HostPath(path));
            string folder = path.EndsWith('\\') ? path : path + "\\";
            for (int i = 0; i < names.Length; i++) names[i] = folder + names[i];
            return names;
        }
    }
}
