// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>What people may know of the edge. Its thread writes, any thread reads; each field is whole by itself.</summary>
    internal sealed class MqttStatus
    {
        private readonly IClock _clock;

        public MqttStatus(IClock clock)
        {
            _clock = clock;
        }

        public MqttState State;
        public MqttAnswer LastAnswer;
        public bool WasLost;
        public long SinceMs;
        public long NextAttemptMs;
        public int Connections;
        public int Failures;

        /// <summary>Messages of the broker that were too many or too long.</summary>
        public int Dropped;

        /// <summary>Samples that wait, and that were lost for want of room.</summary>
        public int Waiting;
        public int Lost;

        /// <summary>The condition in the diagnostics may still be set.</summary>
        public bool WasOn;

        public void Write(JsonWriter json)
        {
            long nowMs = _clock.UptimeMs;
            MqttState state = State;
            json.BeginObject();
            json.Member("state", MqttWords.Of(state));
            json.Member("sinceS", (nowMs - SinceMs) / 1000);
            json.Member("problem", Problem());
            json.Member("advice", state == MqttState.Waiting ? MqttWords.WhatToDo(LastAnswer) : "");
            long waitMs = NextAttemptMs - nowMs;
            json.Member("nextAttemptS", state == MqttState.Waiting && waitMs > 0 ? (waitMs + 999) / 1000 : 0);
            json.Member("connections", Connections);
            json.Member("failures", Failures);
            json.Member("dropped", Dropped);
            json.Member("samplesWaiting", Waiting);
            json.Member("samplesLost", Lost);
            json.EndObject();
        }

        public void Enter(MqttState state, long nowMs)
        {
            if (State == state) return;
            State = state;
            SinceMs = nowMs;
        }

        /// <summary>Why there is no connection; empty while there is one, or none is wanted.</summary>
        public string Problem()
        {
            if (State != MqttState.Waiting) return "";
            return LastAnswer == MqttAnswer.Connected && WasLost ? "the connection was lost" : MqttWords.Why(LastAnswer);
        }
    }
}
