// SPDX-License-Identifier: MIT
extern alias emulated;

global using ITimeline = emulated::nanoFramework.Emulation.ITimeline;
global using Machine = emulated::nanoFramework.Emulation.Machine;
global using PowerLost = emulated::nanoFramework.Emulation.PowerLost;
global using UartSetup = emulated::nanoFramework.Emulation.UartSetup;
global using UartWire = emulated::nanoFramework.Emulation.UartWire;
