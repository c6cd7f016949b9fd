// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Wattwarden.PageBuild;

/// <summary>One file as the device serves it: its path, its text after the minifier, and the compressed bytes.</summary>
public sealed class PageFile
{
    public PageFile(string path, string text)
    {
        Path = path;
        Text = text;
        byte[] plain = Encoding.UTF8.GetBytes(text);
        PlainBytes = plain.Length;
        Bytes = Compress(plain);
        Tag = Convert.ToHexStringLower(SHA256.HashData(plain))[..8];
    }

    public string Path { get; }

    public string Text { get; }

    public int PlainBytes { get; }

    /// <summary>gzip.</summary>
    public byte[] Bytes { get; }

    public string Tag { get; }

    private static byte[] Compress(byte[] plain)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize)) gzip.Write(plain);
        return buffer.ToArray();
    }
}
