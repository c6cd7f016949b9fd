// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>Every row of the API that shows or changes the controller.</summary>
    internal sealed class ApiTable : IApiTable
    {
        private readonly EnergyController _controller;
        private readonly WebStatistics _statistics;

        public ApiTable(EnergyController controller, WebStatistics statistics)
        {
            _controller = controller;
            _statistics = statistics;
        }

        // Longer than a function may be: it is the table.
        public ApiEndpoint Find(string row)
        {
            switch (row)
            {
                case "GET /api/v1/live": return new LiveEndpoint(_controller);
                case "GET /api/v1/names": return new NamesEndpoint(_controller);
                case "GET /api/v1/day": return new DayEndpoint(_controller);
                case "PUT /api/v1/layout": return new LayoutEndpoint(_controller);
                case "GET /api/v1/view": return Get("view");
                case "PUT /api/v1/view": return Put("view");
                case "GET /api/v1/points": return new PointsEndpoint(_controller);
                case "GET /api/v1/outputs": return new OutputsEndpoint(_controller);
                case "POST /api/v1/outputs/{id}": return new OutputCommandEndpoint(_controller);
                case "GET /api/v1/decisions": return new DecisionsEndpoint(_controller);
                case "GET /api/v1/bus": return new BusEndpoint(_controller);
                case "GET /api/v1/system": return new SystemEndpoint(_controller, _statistics);
                case "GET /api/v1/read/status": return new ReadStatusEndpoint(_controller);
                case "POST /api/v1/save": return new SaveEndpoint(_controller);
                case "POST /api/v1/restart": return new RestartEndpoint(_controller);
                case "GET /api/v1/diagnostics": return new DiagnosticsEndpoint(_controller, false);
                case "GET /api/v1/diagnostics/csv": return new DiagnosticsEndpoint(_controller, true);
                case "GET /api/v1/events/live": return new EventsLiveEndpoint(_controller);
                case "POST /api/v1/events/try": return new EventsTryEndpoint(_controller);
                case "GET /api/v1/event-sources": return new EventSourcesEndpoint(_controller);
                case "GET /api/v1/presets": return new PresetsEndpoint();
                case "GET /api/v1/presets/{id}": return new PresetEndpoint();
                case "GET /api/v1/modules/{id}": return new ModuleEndpoint(_controller);
                case "POST /api/v1/sensors/next": return new SensorNextEndpoint(_controller);
                case "GET /api/v1/sensors/{id}": return new SensorEndpoint(_controller);
                case "POST /api/v1/sensors/{id}": return new SensorSaveEndpoint(_controller);
                case "GET /api/v1/inputs": return new InputsEndpoint(_controller);
                case "POST /api/v1/inputs/{id}": return new CounterEndpoint(_controller);
                case "PUT /api/v1/inputs": return Put("inputs");
                case "GET /api/v1/inputs-settings": return Get("inputs");
                case "PUT /api/v1/inputs-settings": return Put("inputs");
                case "GET /api/v1/analog-settings": return Get("analog");
                case "PUT /api/v1/analog-settings": return Put("analog");
                case "GET /api/v1/storage": return new StorageEndpoint(_controller);
                case "GET /api/v1/backup": return new BackupEndpoint(_controller, false);
                case "POST /api/v1/backup": return new BackupEndpoint(_controller, true);
                case "PUT /api/v1/backup": return new RestoreEndpoint(_controller);
                case "POST /api/v1/factory-reset": return new FactoryResetEndpoint(_controller);
                case "POST /api/v1/modbus/try": return new TrialEndpoint(_controller);
                case "POST /api/v1/modbus/scan": return new ScanStartEndpoint(_controller);
                case "GET /api/v1/modbus/scan": return new ScanEndpoint(_controller);
                case "GET /api/v1/custom": return Get("custom");
                case "PUT /api/v1/custom": return Put("custom");
                case "GET /api/v1/modules": return Get("modules");
                case "PUT /api/v1/modules": return Put("modules");
                case "GET /api/v1/mapping": return Get("mapping");
                case "PUT /api/v1/mapping": return Put("mapping");
                case "GET /api/v1/sensors": return Get("sensors");
                case "PUT /api/v1/sensors": return Put("sensors");
                case "GET /api/v1/events": return Get("events");
                case "PUT /api/v1/events": return Put("events");
                case "GET /api/v1/outputs-settings": return Get("outputs");
                case "PUT /api/v1/outputs-settings": return Put("outputs");
                case "GET /api/v1/time": return new TimeEndpoint(_controller);
                case "POST /api/v1/time": return new TimeCommandEndpoint(_controller);
                case "GET /api/v1/time-zones": return new TimeZonesEndpoint();
                case "PUT /api/v1/time": return Put("time");
                case "GET /api/v1/mqtt": return new SecretGet(_controller.FindSection("mqtt"));
                case "PUT /api/v1/mqtt": return Put("mqtt");
                case "GET /api/v1/network": return new NetworkEndpoint(_controller);
                case "PUT /api/v1/network": return new NetworkPutEndpoint(_controller);
                default: return null;
            }
        }

        private ApiEndpoint Get(string section) => new SectionGet(_controller.FindSection(section));

        private ApiEndpoint Put(string section) => new SectionPut(_controller.FindSection(section), _controller.Store);
    }
}
