// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Wattwarden.SystemTests.Support;

/// <summary>Two pseudo terminals joined by socat: a cable with a tty at each end.</summary>
public sealed class PtyPair : IDisposable
{
    private readonly Process _socat;
    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-pty").FullName;

    public PtyPair()
    {
        _socat = Process.Start(new ProcessStartInfo("socat", [$"pty,raw,echo=0,link={Near}", $"pty,raw,echo=0,link={Far}"]) { RedirectStandardError = true })!;
        Patience.Until("socat makes its two ttys", TimeSpan.FromSeconds(5), () => File.Exists(Near) && File.Exists(Far));
    }

    public string Near => Path.Combine(_folder, "near");

    public string Far => Path.Combine(_folder, "far");

    public void Dispose()
    {
        _socat.Kill();
        _socat.WaitForExit();
        _socat.Dispose();
        Directory.Delete(_folder, true);
    }
}
