// SPDX-License-Identifier: MIT
using System.Security.Cryptography;

namespace System
{
    /// <summary>On ESP32 and STM32 images every number comes from the hardware generator, seed or no seed; so it does here.</summary>
    public class Random
    {
        public virtual int Next() => RandomNumberGenerator.GetInt32(int.MaxValue);

        public virtual int Next(int maxValue) => RandomNumberGenerator.GetInt32(maxValue);

        public virtual void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
    }
}
