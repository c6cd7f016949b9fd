// SPDX-License-Identifier: MIT
global using nanoFramework.Emulation;
