// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Rules
{
    /// <summary>
    /// What follows from a table of events before anything runs: the order in which events and virtual outputs settle in one
    /// pass, and for each target the events that hold it or switch it. Refuses tables whose events wait for each other in a ring.
    /// Real outputs as sources are no ring: they answer with the relay's confirmed state, one step later.
    /// </summary>
    internal sealed class EventPlan
    {
        /// <summary>Nodes: events, then the virtual outputs.</summary>
        public const int Nodes = EventTable.MaxEvents + PointId.EventCount;

        /// <summary>Targets: outputs, then virtual outputs.</summary>
        public const int Targets = PointId.OutputCount + PointId.EventCount;

        private const byte Open = 1;
        private const byte Done = 2;

        /// <summary>Nodes in the order of evaluation: enabled events and all virtual outputs.</summary>
        public readonly byte[] Order = new byte[Nodes];
        public int OrderCount;

        /// <summary>Enabled permanent events of target t, in list order: Held[HeldStart[t]] … Held[HeldStart[t + 1] - 1].</summary>
        public readonly byte[] Held = new byte[EventTable.MaxEvents];
        public readonly byte[] HeldStart = new byte[Targets + 1];

        /// <summary>The same for the enabled events that are not permanent.</summary>
        public readonly byte[] Edges = new byte[EventTable.MaxEvents];
        public readonly byte[] EdgesStart = new byte[Targets + 1];

        private readonly EventTable _table;
        private byte[] _marks = new byte[Nodes];
        private byte[] _path = new byte[Nodes];
        private int _depth;
        private int _ringStart = -1;

        private EventPlan(EventTable table)
        {
            _table = table;
        }

        /// <summary>Plans the table. Null: it has a ring of dependencies, and the fault names its events.</summary>
        public static EventPlan Make(EventTable table, SettingsFault fault)
        {
            EventPlan plan = new EventPlan(table);
            for (int node = 0; node < Nodes; node++)
            {
                if (!plan.Visit(node))
                {
                    fault.Set("[" + plan.FirstEventOfRing().ToString() + "]", plan.DescribeRing());
                    return null;
                }
            }

            plan._marks = null;   // needed for the planning only
            plan._path = null;
            plan.ListTargets(true, plan.Held, plan.HeldStart);
            plan.ListTargets(false, plan.Edges, plan.EdgesStart);
            return plan;
        }

        /// <summary>Number of a target: 0…5 outputs, 6…13 virtual outputs.</summary>
        public static int TargetOf(int point) => PointId.IsEvent(point) ? point - PointId.FirstEvent + PointId.OutputCount : point - PointId.FirstOutput;

        private bool Visit(int node)
        {
            if (_marks[node] == Done) return true;
            if (node < EventTable.MaxEvents && node >= _table.Count) return true;
            if (_marks[node] == Open)
            {
                _ringStart = 0;
                while (_path[_ringStart] != node) _ringStart++;
                return false;
            }

            _marks[node] = Open;
            _path[_depth++] = (byte)node;
            if (!(node < EventTable.MaxEvents ? VisitSources(node) : VisitWriters(node))) return false;
            _depth--;
            _marks[node] = Done;
            if (node >= EventTable.MaxEvents || _table.Enabled[node]) Order[OrderCount++] = (byte)node;
            return true;
        }

        private bool VisitSources(int index)
        {
            if (!VisitPoint(_table.Sources[index * 2 + EventTable.A])) return false;
            if (_table.Logics[index] != (byte)Logic.OnlyA && !VisitPoint(_table.Sources[index * 2 + EventTable.B])) return false;
            return _table.Thirds[index] == EventTable.None || Visit(_table.Thirds[index]);
        }

        private bool VisitPoint(int point) => !PointId.IsEvent(point) || Visit(EventTable.MaxEvents + point - PointId.FirstEvent);

        private bool VisitWriters(int node)
        {
            int point = node - EventTable.MaxEvents + PointId.FirstEvent;
            for (int i = 0; i < _table.Count; i++)
            {
                if (_table.Targets[i] == point && !Visit(i)) return false;
            }

            return true;
        }

        private int FirstEventOfRing()
        {
            int at = _ringStart;
            while (_path[at] >= EventTable.MaxEvents) at++;
            return _path[at];
        }

        private string DescribeRing()
        {
            string names = "";
            int events = 0;
            for (int i = _ringStart; i < _depth; i++)
            {
                if (_path[i] < EventTable.MaxEvents) events++;
                names = names + NameOf(_path[i]) + " → ";
            }

            names = names + NameOf(_path[_ringStart]);
            return events == 1 ? "event " + names + " depends on itself" : "events " + names + " depend on each other";
        }

        private string NameOf(int node)
        {
            if (node < EventTable.MaxEvents) return "'" + _table.Name(node) + "'";
            return PointId.Format(node - EventTable.MaxEvents + PointId.FirstEvent);
        }

        private void ListTargets(bool permanent, byte[] list, byte[] starts)
        {
            int count = 0;
            for (int target = 0; target < Targets; target++)
            {
                starts[target] = (byte)count;
                for (int i = 0; i < _table.Count; i++)
                {
                    if (_table.Enabled[i] && _table.Permanent[i] == permanent && TargetOf(_table.Targets[i]) == target) list[count++] = (byte)i;
                }
            }

            starts[Targets] = (byte)count;
        }
    }
}
