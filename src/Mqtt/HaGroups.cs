// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// The discovery messages that there can be, each with at most eight entities, so that none is longer than its buffer. An entity has its fixed place, so what
    /// was announced before is one byte for each message. Several messages may speak of one device.
    /// </summary>
    internal static class HaGroups
    {
        public const int PerGroup = 8;

        public const int Outputs = 0;
        public const int FirstEvents = 1;
        public const int FirstRules = 2;
        public const int FirstMeter = FirstRules + ThresholdDesk.Count / PerGroup;
        public const int Modules = 3;
        public const int BlocksPerModule = (PointId.MeterCount + MeterBlock - 1) / MeterBlock;
        public const int FirstSensors = FirstMeter + Modules * BlocksPerModule;
        public const int Contacts = FirstSensors + 1;
        public const int FirstInputs = Contacts + 1;
        public const int Count = FirstInputs + 2;

        // A sensor's text is longer than a switch's.
        private const int MeterBlock = 6;
        private const int InputBlock = 6;

        /// <summary>The restart button stands behind the outputs.</summary>
        public const int Button = PointId.OutputCount;

        /// <summary>Level of the topic between client id and "config"; empty: the device itself.</summary>
        public static string Name(int group)
        {
            if (group == Outputs) return "";
            if (group < FirstRules) return "events";
            if (group < FirstMeter) return "rules" + (group - FirstRules + 1).ToString();
            if (group < FirstSensors) return "meter" + (Module(group) + 1).ToString() + "-" + ((group - FirstMeter) % BlocksPerModule + 1).ToString();
            if (group < Contacts) return "sensors";
            if (group == Contacts) return "contacts";
            return "inputs" + (group - FirstInputs + 1).ToString();
        }

        /// <summary>The sub-device that the group's entities belong to, for example "meter1"; empty: the device itself.</summary>
        public static string Device(int group)
        {
            if (group < FirstMeter) return "";
            if (group < FirstSensors) return "meter" + (Module(group) + 1).ToString();
            return group < Contacts ? "sensors" : "inputs";
        }

        /// <summary>Module 0…2 of a meter's group; -1 for others.</summary>
        public static int Module(int group) => group < FirstMeter || group >= FirstSensors ? -1 : (group - FirstMeter) / BlocksPerModule;

        /// <summary>The point of an entity; None: it is no point, or there is no such entity.</summary>
        public static int Point(int group, int slot)
        {
            if (group == Outputs) return slot < PointId.OutputCount ? PointId.FirstOutput + slot : PointId.None;
            if (group == FirstEvents) return PointId.FirstEvent + slot;
            if (group < FirstMeter) return PointId.None;
            if (group < FirstSensors) return InBlock((group - FirstMeter) % BlocksPerModule, slot, MeterBlock, PointId.FirstMeter, PointId.MeterCount);
            if (group < Contacts) return PointId.FirstSensor + slot;
            if (group == Contacts) return PointId.FirstInput + slot;
            return InBlock(group - FirstInputs, slot, InputBlock, PointId.FirstPulse, PointId.FirstOutput - PointId.FirstPulse);
        }

        /// <summary>The condition of an entity of the rules; -1 for others.</summary>
        public static int Condition(int group, int slot) => group < FirstRules || group >= FirstMeter ? -1 : (group - FirstRules) * PerGroup + slot;

        private static int InBlock(int block, int slot, int size, int first, int count)
        {
            int index = block * size + slot;
            return slot < size && index < count ? first + index : PointId.None;
        }
    }
}
