// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator;

/// <summary>
/// The label on the device's side. The device itself keeps only a hash of its first password and prints it once, at its first start; the
/// label, a file beside the flash, keeps what it printed, so that a later start can still say how to log in.
/// </summary>
internal sealed class FactoryLabel
{
    private const string Mark = "installer's password: ";

    private readonly string _path;

    public FactoryLabel(string stateFolder)
    {
        _path = Path.Combine(stateFolder, "label.txt");
        Password = File.Exists(_path) ? File.ReadAllText(_path).Trim() : null;
    }

    /// <summary>The device's first password; null before its first start. Somebody may have changed it since on the page.</summary>
    public string? Password { get; private set; }

    /// <summary>Reads along what the device prints.</summary>
    public void Read(string line)
    {
        int at = line.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0) return;
        Password = line[(at + Mark.Length)..].Trim();
        File.WriteAllText(_path, Password + "\n");
    }
}
