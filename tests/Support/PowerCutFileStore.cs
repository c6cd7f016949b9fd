// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>What a file holds after the power went while it was written.</summary>
public enum Tear
{
    /// <summary>The write had not reached the flash.</summary>
    KeepsOld,

    /// <summary>The old file was removed, the new one not yet made.</summary>
    Absent,

    /// <summary>Made, nothing in it.</summary>
    Empty,

    /// <summary>The first bytes of the new content.</summary>
    Prefix,

    /// <summary>The first bytes of the new content over the old one.</summary>
    PrefixOverOld,

    /// <summary>The first bytes of the new content, the full length, noise behind.</summary>
    PrefixThenNoise,

    /// <summary>All bytes of the new content, with some bits turned.</summary>
    FlippedBits,
}

/// <summary>The machine stopped: the device is to be built anew upon the same files.</summary>
public sealed class PowerCutException : Exception;

/// <summary>
/// Flash that tears: the write during which the power goes leaves one of the states that flash file systems leave.
/// Also full, worn (bits turn although the write succeeds) and unreadable flash. Deterministic by its seed.
/// </summary>
public sealed class PowerCutFileStore(int seed = 1) : IFileStore
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Random _random = new(seed);
    private int _cutAtByte = -1;
    private Tear _tear;

    public bool Full { get; set; }

    public bool Worn { get; set; }

    public bool Unreadable { get; set; }

    public int Writes { get; private set; }

    /// <summary>Called before a write with the name and the new content; may throw to stop the machine.</summary>
    public Action<string, byte[]>? BeforeWrite { get; set; }

    /// <summary>Called before a file that is there is deleted.</summary>
    public Action<string>? BeforeDelete { get; set; }

    /// <summary>Deleting is refused.</summary>
    public bool KeepsAll { get; set; }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>The power goes in the next write, after so many of its bytes (at its end when it is shorter).</summary>
    public void CutNextWrite(int atByte, Tear tear)
    {
        _cutAtByte = atByte;
        _tear = tear;
    }

    /// <summary>Another flash with the same content.</summary>
    public PowerCutFileStore Copy(int seed)
    {
        var copy = new PowerCutFileStore(seed);
        foreach ((string name, byte[] bytes) in _files) copy._files[name] = (byte[])bytes.Clone();
        return copy;
    }

    public void Put(string name, byte[] bytes) => _files[name] = bytes;

    /// <summary>Leaves the file as it is when power goes after so many bytes of this write.</summary>
    public void TearNow(string name, byte[] content, int atByte, Tear tear)
    {
        _tear = tear;
        TearFile(name, content, atByte);
    }

    public int Length(string name) => Unreadable ? -2 : _files.TryGetValue(name, out byte[]? bytes) ? bytes.Length : -1;

    public int Read(string name, byte[] buffer)
    {
        if (Unreadable) return -2;
        if (!_files.TryGetValue(name, out byte[]? bytes)) return -1;
        if (bytes.Length > buffer.Length) return -2;
        bytes.CopyTo(buffer, 0);
        return bytes.Length;
    }

    public bool Write(string name, byte[] buffer, int count)
    {
        Writes++;
        if (Full) return false;
        byte[] content = buffer[..count];
        BeforeWrite?.Invoke(name, content);
        if (_cutAtByte >= 0)
        {
            TearFile(name, content, Math.Min(_cutAtByte, count));
            _cutAtByte = -1;
            throw new PowerCutException();
        }

        if (Worn) content[_random.Next(count)] ^= (byte)(1 << _random.Next(8));
        _files[name] = content;
        return true;
    }

    public bool Delete(string name)
    {
        if (KeepsAll && _files.ContainsKey(name)) return false;
        if (_files.ContainsKey(name)) BeforeDelete?.Invoke(name);
        _files.Remove(name);
        return true;
    }

    private void TearFile(string name, byte[] content, int written)
    {
        byte[] old = _files.GetValueOrDefault(name, []);
        switch (_tear)
        {
            case Tear.KeepsOld: return;
            case Tear.Absent: _files.Remove(name); return;
            case Tear.Empty: _files[name] = []; return;
            case Tear.Prefix: _files[name] = content[..written]; return;
            case Tear.PrefixOverOld: _files[name] = [.. content[..written], .. old.Skip(written)]; return;
            case Tear.PrefixThenNoise: _files[name] = [.. content[..written], .. Noise(content.Length - written)]; return;
            default: _files[name] = Flipped(content); return;
        }
    }

    private byte[] Noise(int count)
    {
        byte[] noise = new byte[count];
        _random.NextBytes(noise);
        return noise;
    }

    private byte[] Flipped(byte[] content)
    {
        byte[] flipped = (byte[])content.Clone();
        int bits = _random.Next(1, 9);
        for (int i = 0; i < bits; i++) flipped[_random.Next(flipped.Length)] ^= (byte)(1 << _random.Next(8));
        return flipped;
    }
}
