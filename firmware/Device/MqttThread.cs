// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Wattwarden.Mqtt;
using Wattwarden.Ports;

namespace Wattwarden.Device
{
    /// <summary>The thread that owns the broker's connection (docs/decisions/0006). A fault costs a pause, never the thread.</summary>
    public sealed class MqttThread
    {
        private const int LongestWaitMs = 1000;
        private const int AfterFaultMs = 5000;

        private readonly MqttFront _front;
        private readonly IMqttLink _link;
        private readonly IClock _clock;

        public MqttThread(MqttFront front, IMqttLink link, IClock clock)
        {
            _front = front;
            _link = link;
            _clock = clock;
        }

        public void Start()
        {
            _front.Open(_link);
            new Thread(Run).Start();
        }

        private void Run()
        {
            while (true)
            {
                try
                {
                    long waitMs = _front.Step() - _clock.UptimeMs;
                    _link.Wait(waitMs < 1 ? 1 : waitMs > LongestWaitMs ? LongestWaitMs : (int)waitMs);
                }
                catch (Exception fault)
                {
                    Console.WriteLine("mqtt: " + fault.ToString());
                    Thread.Sleep(AfterFaultMs);
                }
            }
        }
    }
}
