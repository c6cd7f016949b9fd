// SPDX-License-Identifier: MIT
using System;
using System.Security.Cryptography;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>What the runtime offers on every chip: heap, restart, hash, entropy.</summary>
    public sealed class NanoSystem : ISystem
    {
        private const int BlockBytes = 32;

        private readonly Random _random = new Random();
        private readonly IFileStore _files;
        private byte[] _pool = new byte[BlockBytes];

        public NanoSystem(string boardName, IFileStore files)
        {
            BoardName = boardName;
            _files = files;
        }

        public string BoardName { get; }

        public long FreeHeapBytes => nanoFramework.Runtime.Native.GC.Run(false);

        public long LargestFreeBlockBytes
        {
            get
            {
                try
                {
                    NativeMemory.GetMemoryInfo(NativeMemory.MemoryType.Internal, out _, out _, out uint largest);
                    return largest;
                }
                catch (Exception)
                {
                    return -1;   // an image without it: STM32
                }
            }
        }

        /// <summary>A restart that somebody asked for does not count as one of the quick ones that lead to safe mode.</summary>
        public void Restart()
        {
            _files.Delete(QuickRestarts.FileName);
            Power.RebootDevice();
        }

        public ISignal CreateSignal() => new NanoSignal();

        /// <summary>
        /// Random.NextBytes is the chip's generator in the images for ESP32 (esp_random) and STM32 (RNG): nf-interpreter,
        /// targets/…/targetRandom.cpp. While an ESP32's radio is off that generator is only pseudo-random after the boot loader's seed,
        /// therefore what it gives is stirred into a pool together with the time of the call.
        /// </summary>
        public void FillRandom(byte[] buffer)
        {
            byte[] fresh = new byte[BlockBytes + 8];
            for (int done = 0; done < buffer.Length; done += BlockBytes)
            {
                _random.NextBytes(fresh);
                long ticks = Environment.TickCount64;
                for (int i = 0; i < 8; i++) fresh[BlockBytes + i] = (byte)(ticks >> (8 * i));
                _pool = HmacSha256(_pool, fresh);
                byte[] block = HmacSha256(_pool, new byte[] { 1 });
                int count = buffer.Length - done;
                Array.Copy(block, 0, buffer, done, count < BlockBytes ? count : BlockBytes);
            }
        }

        public byte[] HmacSha256(byte[] key, byte[] data) => HMACSHA256.HashData(key, data);
    }
}
