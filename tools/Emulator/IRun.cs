// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator;

/// <summary>What the emulator was started for: one device, or a fleet.</summary>
internal interface IRun : IDisposable
{
    /// <summary>Until it is over; returns the exit code.</summary>
    int Run();

    /// <summary>Ends the run soon; from any thread.</summary>
    void Stop();
}
