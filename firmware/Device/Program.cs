// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using nanoFramework.Runtime.Native;
using Wattwarden.Boards;
using Wattwarden.ConsoleEdge;
using Wattwarden.Controller;
using Wattwarden.Discovery;
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Web;

namespace Wattwarden.Device
{
    /// <summary>The device's program: relays first, then settings, then the loop. It never ends; what it cannot survive ends in a restart with outputs safe.</summary>
    public static class Program
    {
        private const int HttpPort = 80;
        private const int LongestSleepMs = 250;
        private const int BeforeRebootMs = 1000;

        public static void Main()
        {
            IBoard board = null;
            EnergyController controller = null;
            try
            {
                board = ThisBoard.Create();
                QuickRestarts restarts = new QuickRestarts(board.Files);
                controller = new EnergyController(board);
                WebFront front = new WebFront(controller);
                MqttFront mqtt = new MqttFront(controller);
                controller.Start(restarts.SafeMode);
                front.Open();
                if (board.Console != null) controller.Attach(new ConsoleTask(controller));
                new MqttThread(mqtt, new M2MqttLink(board.Network), board.Clock).Start();
                TcpListener listener = new TcpListener(HttpPort);
                listener.TryOpen();
                new WebThread(front, listener, front.Statistics).Start();
                controller.Attach(new DiscoveryTask(controller, listener.Port));
                Greet(board, front, listener.Port, restarts.SafeMode);
                while (true) RunOnce(board, controller, restarts);
            }
            catch (Exception fault)
            {
                Console.WriteLine("fatal: " + fault.ToString());
            }
            finally
            {
                PutSafe(board, controller);
                Thread.Sleep(BeforeRebootMs);
                Power.RebootDevice();
            }
        }

        private static void RunOnce(IBoard board, EnergyController controller, QuickRestarts restarts)
        {
            long dueAtMs = controller.Step();
            long nowMs = board.Clock.UptimeMs;
            restarts.Note(nowMs, board.System);
            long waitMs = dueAtMs - nowMs;
            // At least one tick for the other threads, and never so long that somebody who posts a command waits for it.
            Thread.Sleep(waitMs < 1 ? 1 : waitMs > LongestSleepMs ? LongestSleepMs : (int)waitMs);
        }

        private static void Greet(IBoard board, WebFront front, int port, bool safeMode)
        {
            Console.WriteLine("Wattwarden on " + board.Name);
            Console.WriteLine("page: " + PageAddress.Get(port));
            if (safeMode) Console.WriteLine("SAFE MODE after three quick restarts: outputs are safe, rules do not run");
            if (front.FirstStartPassword != null) Console.WriteLine("first start, installer's password: " + front.FirstStartPassword);
        }

        private static void PutSafe(IBoard board, EnergyController controller)
        {
            try
            {
                if (controller != null) controller.PutOutputsSafe();
                else if (board != null) SwitchAllOff(board.Relays);
            }
            catch (Exception)
            {
                if (board != null) SwitchAllOff(board.Relays);
            }
        }

        private static void SwitchAllOff(IRelay[] relays)
        {
            for (int i = 0; i < relays.Length; i++) relays[i].TrySet(false);
        }
    }
}
