// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>A thread of the desktop, for the emulated System.Threading.Thread, in whose assembly that name means the chip's threads.</summary>
public sealed class HostThread(Action body)
{
    private readonly Thread _thread = new(() => body()) { IsBackground = true };

    public bool IsAlive => _thread.IsAlive;

    public void Start() => _thread.Start();

    public bool Join(int milliseconds) => _thread.Join(milliseconds);
}
