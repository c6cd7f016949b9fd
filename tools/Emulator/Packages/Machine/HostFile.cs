// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>The desktop's own files, for the emulated System.IO, in whose assembly their names mean the chip's files.</summary>
public static class HostFile
{
    public static bool Exists(string path) => File.Exists(path);

    public static byte[] Read(string path) => File.ReadAllBytes(path);

    public static void Delete(string path) => File.Delete(path);

    public static void Move(string from, string to) => File.Move(from, to);

    public static bool DirectoryExists(string path) => Directory.Exists(path);

    public static void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <summary>Names of the files in a folder, sorted.</summary>
    public static string[] NamesIn(string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        for (int i = 0; i < files.Length; i++) files[i] = Path.GetFileName(files[i]);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
