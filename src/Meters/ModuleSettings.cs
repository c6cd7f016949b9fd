// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters
{
    /// <summary>The owner's settings of one module. Never changed after it is built: a change is a new object.</summary>
    public sealed class ModuleSettings
    {
        public const int DirectRatioMilli = 1000;

        public bool On = true;
        public string PresetId = PresetCatalog.DefaultId;
        public string Name = "";
        public byte Slave = 1;
        public int BitRate = 9600;
        public LineParity Parity = LineParity.None;
        public int StopBits = 1;

        /// <summary>Pause after each request; 0: as fast as the line permits.</summary>
        public int PollMs;

        /// <summary>The meter is wired the other way round: signs, import and export are changed.</summary>
        public bool Invert;

        /// <summary>Current transformer ratio in thousandths; 1000: none.</summary>
        public int CtRatioMilli = DirectRatioMilli;

        /// <summary>The preset's rows, fitted to this installation.</summary>
        public RegisterTable Table;

        /// <summary>Settings with everything as the preset has it.</summary>
        public static ModuleSettings Of(RegisterTable table)
        {
            table.Install(DirectRatioMilli, false);
            return new ModuleSettings
            {
                PresetId = table.Id,
                Name = table.Title,
                Slave = table.Slave,
                BitRate = table.BitRate,
                Parity = table.Parity,
                StopBits = table.StopBits,
                Table = table,
            };
        }

        /// <summary>True when a module with these settings reads the same values in the same way.</summary>
        public bool ReadsAs(ModuleSettings other) =>
            On == other.On && PresetId == other.PresetId && Slave == other.Slave && BitRate == other.BitRate && Parity == other.Parity
            && StopBits == other.StopBits && PollMs == other.PollMs && Invert == other.Invert && CtRatioMilli == other.CtRatioMilli
            && (Table == other.Table || PresetId != PresetCatalog.CustomId);
    }
}
