// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>
    /// Restarts that somebody asks for, and the board's button. A button counts when it was seen released after the start, then pressed in
    /// the first half minute, and held for ten seconds: one that is stuck, or not there, never erases a device.
    /// </summary>
    public sealed class RestartTask : ILoopTask
    {
        public const int ButtonWindowMs = 30000;
        public const int ButtonHoldMs = 10000;

        /// <summary>Time for the answer to the one who asked.</summary>
        public const int AnswerMs = 1000;

        private const int PollMs = 100;
        private const long Never = long.MaxValue;
        private const long NotPressed = -1;

        private readonly EnergyController _controller;
        private readonly IDigitalInput _button;
        private readonly DiagnosticsTask _diagnostics;
        private string _reason = "";
        private long _restartAtMs = Never;
        private long _pollAtMs;
        private long _pressedAtMs = NotPressed;
        private bool _wasReleased;

        public RestartTask(EnergyController controller, IDigitalInput button, DiagnosticsTask diagnostics)
        {
            _controller = controller;
            _button = button;
            _diagnostics = diagnostics;
            if (button == null) _pollAtMs = Never;
        }

        public string Name => "restart";

        public long DueAtMs => _restartAtMs < _pollAtMs ? _restartAtMs : _pollAtMs;

        /// <summary>True from the wish to the restart: time to say goodbye.</summary>
        public bool IsAsked => _restartAtMs != Never;

        public void Ask(long nowMs, string reason)
        {
            _restartAtMs = nowMs + AnswerMs;
            _reason = reason;
        }

        public void Run(long nowMs)
        {
            if (nowMs >= _pollAtMs) Poll(nowMs);
            if (nowMs < _restartAtMs) return;
            _restartAtMs = Never;
            _diagnostics.Restarting(_reason, nowMs);
            _controller.RestartNow(nowMs);
        }

        private void Poll(long nowMs)
        {
            _pollAtMs = nowMs + PollMs;
            if (_button.IsHigh)
            {
                _wasReleased = true;
                _pressedAtMs = NotPressed;
            }
            else if (_wasReleased && _pressedAtMs == NotPressed)
            {
                _pressedAtMs = nowMs;
            }

            if (_pressedAtMs == NotPressed)
            {
                if (nowMs >= ButtonWindowMs) _pollAtMs = Never;
            }
            else if (nowMs - _pressedAtMs >= ButtonHoldMs)
            {
                _pollAtMs = Never;
                if (!_controller.Storage.AskFactoryReset(false)) return;
                _reason = "factory reset by the button";
                _restartAtMs = nowMs;
            }
        }
    }
}
