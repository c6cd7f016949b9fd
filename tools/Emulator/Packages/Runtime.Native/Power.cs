// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace nanoFramework.Runtime.Native
{
    public enum RebootOption
    {
        NormalReboot,
        EnterNanoBooter,
        EnterProprietaryBooter,
        ClrOnly,
    }

    public class Power
    {
        /// <summary>Does not return: the calling thread ends at once, the others when they next block.</summary>
        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            Machine machine = Machine.Current;
            machine.Stop(restart: true);
            machine.CheckPower();
        }
    }
}
