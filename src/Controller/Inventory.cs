// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>What the device consists of, for somebody who announces it. Filled on the loop's thread; equal versions stand for the same parts.</summary>
    public sealed class Inventory
    {
        /// <summary>Module 1…3 that feeds m1…m30; 0: none.</summary>
        public readonly byte[] Module = new byte[PointId.MeterCount];

        /// <summary>Id of the quantity that m1…m30 show.</summary>
        public readonly string[] Quantity = Strings.Blank(PointId.MeterCount);

        /// <summary>The modules' names.</summary>
        public readonly string[] Title = Strings.Blank(MeterBank.ModuleCount);

        public EventTable Events;

        /// <summary>Grows when something here has changed since the last Take.</summary>
        public int Version;

        private MeterMapping _mapping;
        private ModuleSettings[] _modules;

        internal void Take(EnergyController controller)
        {
            MeterMapping mapping = controller.Meters.Mapping.Current;
            ModuleSettings[] modules = controller.Meters.Modules.Current;
            EventTable events = controller.Rules.Section.Current;
            if (mapping == _mapping && modules == _modules && events == Events) return;
            _mapping = mapping;
            _modules = modules;
            Events = events;
            Version++;
            System.Array.Copy(mapping.Module, Module, PointId.MeterCount);
            System.Array.Copy(mapping.RowId, Quantity, PointId.MeterCount);
            for (int i = 0; i < MeterBank.ModuleCount; i++) Title[i] = i < modules.Length ? modules[i].Name : "";
        }
    }
}
