// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Meters
{
    /// <summary>The three modules, their settings, and the mapping of what they read onto m1…m30. All calls from the loop's thread unless said otherwise.</summary>
    public sealed class MeterBank
    {
        public const int ModuleCount = 3;

        private readonly PointTable _points;
        private readonly MeterModule[] _modules = new MeterModule[ModuleCount];
        private MeterMapping _mapping = new MeterMapping();

        /// <summary>Modules and mapping as they leave the factory: one SDM72D-M, its power and energies on m1…m3.</summary>
        public MeterBank(PointTable points)
        {
            _points = points;
            var planner = new BlockPlanner();
            for (int i = 0; i < ModuleCount; i++) _modules[i] = new MeterModule(points, planner);
            Custom = new CustomSection(this);
            Modules = new ModulesSection(this);
            Mapping = new MappingSection(this);
            ApplyModules(Modules.Current);
            ApplyMapping(Mapping.Current);
        }

        /// <summary>Rows and line of the modules with the preset "custom". In effect before the modules of the same document.</summary>
        public CustomSection Custom { get; }

        /// <summary>One read that somebody wants to try, beside the modules.</summary>
        public CustomTrial Trial { get; } = new CustomTrial();

        /// <summary>The search for slaves.</summary>
        public BusScan Scan { get; } = new BusScan();

        /// <summary>Settings of the modules.</summary>
        public ModulesSection Modules { get; }

        /// <summary>Settings of the mapping. Read it after the modules of the same document.</summary>
        public MappingSection Mapping { get; }

        /// <summary>A user of the bus; index 0…2. The object stays the same whatever the settings.</summary>
        public MeterModule Module(int index) => _modules[index];

        /// <summary>Points that the rules use, by point number: they are read as fast as the line permits.</summary>
        public void SetFastPoints(bool[] pointUsed)
        {
            for (int i = 0; i < ModuleCount; i++) _modules[i].SetFastPoints(pointUsed);
            ShareBus();
        }

        /// <summary>Copies the rows of a module (0…2) for an edge.</summary>
        public void CopyLive(int module, MeterSnapshot into, long nowMs) => _modules[module].CopyLive(into, nowMs);

        internal void ApplyModules(ModuleSettings[] settings)
        {
            for (int i = 0; i < ModuleCount; i++)
            {
                ModuleSettings wanted = i < settings.Length ? settings[i] : null;
                ModuleSettings present = _modules[i].Settings;
                if (wanted != null && present != null && wanted.ReadsAs(present))
                {
                    _modules[i].Rename(wanted);
                    continue;
                }

                for (int m = 0; m < PointId.MeterCount; m++)
                {
                    if (_mapping.Module[m] == i + 1) _points.Forget(PointId.FirstMeter + m);
                }

                _modules[i].Configure(wanted);
            }

            Remap();
        }

        internal void ApplyMapping(MeterMapping mapping)
        {
            for (int m = 0; m < PointId.MeterCount; m++)
            {
                if (mapping.HasSameSource(_mapping, m)) continue;
                _points.Forget(PointId.FirstMeter + m);
                _points.SetStaleAfter(PointId.FirstMeter + m, 0);
            }

            _mapping = mapping;
            Remap();
        }

        private void Remap()
        {
            for (int i = 0; i < ModuleCount; i++) _modules[i].Map(_mapping, i + 1);
            for (int m = 0; m < PointId.MeterCount; m++) Describe(m);
            ShareBus();
        }

        private void Describe(int m)
        {
            string name = "";
            string unit = "";
            if (_mapping.Module[m] != 0)
            {
                name = _mapping.Name[m];
                RegisterTable table = _modules[_mapping.Module[m] - 1].Table;
                int row = table == null ? -1 : table.FindRow(_mapping.RowId[m]);
                if (row >= 0) unit = table.RowUnit(row);
            }

            _points.Describe(PointId.FirstMeter + m, name, unit);
        }

        private void ShareBus()
        {
            int allMs = 0;
            for (int i = 0; i < ModuleCount; i++) allMs += _modules[i].TurnMs();
            for (int i = 0; i < ModuleCount; i++) _modules[i].ShareBus(allMs - _modules[i].TurnMs());
        }
    }
}
