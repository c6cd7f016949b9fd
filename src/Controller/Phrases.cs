// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>
    /// All phrases of the explanations: key, bar, English words. Pages have the same keys in their language files, with numbered arguments; a test
    /// compares them. The names of values, events and outputs go in as people wrote them.
    /// </summary>
    public static class Phrases
    {
        public const string NotFitted = "notFitted|Not fitted on this board.";
        public const string Stop = "stop|{}.";
        public const string Fault = "fault|{}. The relay does not follow; it is told again every second.";
        public const string WaitsOn = "waitsOn|{}; switches on in {}, when its minimum off time is over";
        public const string WaitsOff = "waitsOff|{}; switches off in {}, when its minimum on time is over";
        public const string Because = "because|{}: {}";

        // How the output stands.
        public const string OnFor = "onFor|On for {}";
        public const string OffFor = "offFor|Off for {}";
        public const string OnSafe = "onSafe|On (safe state) for {}";
        public const string OffSafe = "offSafe|Off (safe state) for {}";
        public const string OnByHand = "onByHand|On by hand for {}, {} left; then {}";
        public const string OffByHand = "offByHand|Off by hand for {}, {} left; then {}";

        // What comes after a switching by hand.
        public const string OnUnless = "onUnless|on (safe state) unless {} can be decided again";
        public const string OffUnless = "offUnless|off (safe state) unless {} can be decided again";
        public const string Decides = "decides|{} decides";
        public const string OnBefore = "onBefore|on as before";
        public const string OffBefore = "offBefore|off as before";

        // Safety.
        public const string LoopFault = "loopFault|safety stop, because a part of the program failed or stood still";
        public const string SafeMode = "safeMode|safety stop, because the device restarted three times in a row (safe mode)";
        public const string Restarting = "restarting|safety stop, because the device restarts";
        public const string SelfTest = "selfTest|safety stop, because a self-test runs";
        public const string SafetyStop = "safetyStop|safety stop";

        // Who switched it, and until when that holds.
        public const string Stays = "stays|{}; stays until an event or a command switches it";
        public const string AfterRestart = "afterRestart|its state after a restart, nothing has switched it since";
        public const string ByHand = "byHand|switched by hand";
        public const string ByPage = "byPage|switched by hand on the web page";
        public const string ByMqtt = "byMqtt|switched by hand over MQTT";
        public const string ByConsole = "byConsole|switched by hand on the console";
        public const string ByButton = "byButton|switched by hand with a button";
        public const string ByModbus = "byModbus|switched by hand over Modbus";
        public const string Switched = "switched|{} switched it";
        public const string SwitchedAgo = "switchedAgo|{} switched it {} ago";
        public const string SwitchedOn = "switchedOn|{} switched it {} ago on {}";
        public const string Now = "now|{}; now {}";
        public const string ToSafeOn = "toSafeOn|{}; goes to its safe state (on) in {}";
        public const string ToSafeOff = "toSafeOff|{}; goes to its safe state (off) in {}";

        // Events.
        public const string Event = "event|event '{}'";
        public const string EventGone = "eventGone|an event that is gone";
        public const string CouldNot = "couldNot|{} could not be decided";
        public const string Cannot = "cannot|{} cannot be decided";
        public const string List = "list|{}, {}";
        public const string NorCan = "norCan|{}, nor can {}";
        public const string Met = "met|{} is met, {}";
        public const string NotMet = "notMet|{} is not met, {}";
        public const string MetFor = "metFor|{} has been met for {}";
        public const string NotMetFor = "notMetFor|{} has not been met for {}";
        public const string GoesOn = "goesOn|{}; goes on {}";
        public const string GoesOff = "goesOff|{}; goes off {}";
        public const string In = "in|in {}";
        public const string When = "when|when {}";
        public const string After = "after|{} after {}";
        public const string NoLongerMet = "noLongerMet|{} is no longer met";
        public const string IsMet = "isMet|{} is met";
        public const string And = "and|{} and {}";
        public const string Or = "or|{} or {}";

        // Values.
        public const string Value = "value|{} {}";
        public const string StateIs = "stateIs|{} is {}";
        public const string On = "on|on";
        public const string Off = "off|off";
        public const string TheDay = "theDay|the day";
        public const string NoTime = "noTime|the time is not known";
        public const string ReadAgain = "readAgain|{} has just been read again";
        public const string NotKnown = "notKnown|{} is not known";
        public const string NotReadYet = "notReadYet|{} has not been read yet";
        public const string NoReading = "noReading|{} has had no reading for {}";

        // How a condition stands: the value, and what it is held against.
        public const string AtLeast = "atLeast|{} >= {}";
        public const string NotAtLeast = "notAtLeast|{} is not >= {}";
        public const string NotYetBelow = "notYetBelow|{} not yet below {}";
        public const string Below = "below|{} < {}";
        public const string NotBelow = "notBelow|{} is not < {}";
        public const string NotYet = "notYet|{} not yet {}";
        public const string Equal = "equal|{} = {}";
        public const string NotEqual = "notEqual|{} is not = {}";
        public const string Within = "within|{} is in {}";
        public const string NotWithin = "notWithin|{} is not in {}";

        // What would turn a condition.
        public const string KnownAgain = "knownAgain|{} is known again";
        public const string TurnsOn = "turnsOn|{} goes on";
        public const string TurnsOff = "turnsOff|{} goes off";
        public const string Leaves = "leaves|{} leaves {}";
        public const string Becomes = "becomes|{} is {}";
        public const string Reaches = "reaches|{} reaches {}";
        public const string FallsBelow = "fallsBelow|{} falls below {}";
        public const string DayNoneOf = "dayNoneOf|the day is none of {}";
        public const string DayOneOf = "dayOneOf|the day is one of {}";
        public const string ItIs = "itIs|it is {}";
    }
}
