// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>
/// The drive I: of one chip, a littlefs: the old content stays until a file is closed, then the new one is there as a whole.
/// The emulated System.IO works on it; a test asks it to lose power or to be full.
/// </summary>
public sealed class FlashDrive(string folder)
{
    private readonly Lock _lock = new();
    private long _written;

    /// <summary>Folder on the host that holds the files.</summary>
    public string Folder { get; } = folder;

    /// <summary>Room for all files together. 256 KB is the partition of a 4 MB ESP32.</summary>
    public long CapacityBytes { get; set; } = 256 * 1024;

    /// <summary>Power is lost as soon as this many bytes (files as wholes: data, then one byte for the commit) have gone to flash; null: never.</summary>
    public long? PowerFailsAfterBytes { get; set; }

    /// <summary>True while there is no room for another byte, whatever <see cref="CapacityBytes"/> says: files of others may have taken it.</summary>
    public Func<bool> IsFull { get; set; } = () => false;

    /// <summary>Every write is refused (worn out, absent).</summary>
    public bool Refuses { get; set; }

    /// <summary>Bytes gone to flash since the start, commits counted as one byte each.</summary>
    public long BytesWritten => _written;

    /// <summary>Path on the host of a device path such as I:\settings.0; null when it is not on this drive.</summary>
    public string? HostPath(string devicePath)
    {
        if (!devicePath.StartsWith(@"I:\", StringComparison.OrdinalIgnoreCase)) return null;
        string name = devicePath[3..].Replace('\\', Path.DirectorySeparatorChar);
        return name.Contains("..", StringComparison.Ordinal) ? null : Path.Combine(Folder, name);
    }

    /// <summary>Commits a closed file: data, then the directory entry. Throws IOException when there is no room, PowerLost when power goes meanwhile.</summary>
    public void Commit(Machine machine, string hostPath, ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            machine.CheckPower();
            if (Refuses) throw new IOException("flash refuses");
            if (IsFull() || UsedBytes(except: hostPath) + content.Length > CapacityBytes) throw new IOException("flash is full");
            Spend(machine, content.Length);
            Spend(machine, 1);
            string fresh = hostPath + ".new~";
            File.WriteAllBytes(fresh, content.ToArray());
            File.Move(fresh, hostPath, overwrite: true);
        }
    }

    /// <summary>Commits a removal or a renaming: one byte.</summary>
    public void CommitEntry(Machine machine, Action change)
    {
        lock (_lock)
        {
            machine.CheckPower();
            if (Refuses) throw new IOException("flash refuses");
            Spend(machine, 1);
            change();
        }
    }

    private void Spend(Machine machine, int bytes)
    {
        if (PowerFailsAfterBytes is { } limit && _written + bytes > limit)
        {
            _written = limit;
            machine.Stop();
        }
        else
        {
            _written += bytes;
        }

        machine.CheckPower();
    }

    private long UsedBytes(string except)
    {
        Directory.CreateDirectory(Folder);
        long used = 0;
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            if (file != except) used += new FileInfo(file).Length;
        }

        return used;
    }
}
