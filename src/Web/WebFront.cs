// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>Puts the web side together for one controller: who may log in, and every row of the API that shows or changes it.</summary>
    public sealed class WebFront : IHttpHandler
    {
        private readonly EnergyController _controller;
        private readonly AccessSection _access = new AccessSection();
        private WebEdge _edge;

        /// <summary>Before the controller starts, so that the logins are loaded with the other settings.</summary>
        public WebFront(EnergyController controller)
        {
            _controller = controller;
            _access.Clock = controller.Board.Clock;
            controller.Attach(_access);
        }

        /// <summary>The installer's password, made because there was none; null when the device has logins already.</summary>
        public string FirstStartPassword { get; private set; }

        /// <summary>What the server and the router count.</summary>
        public WebStatistics Statistics { get; } = new WebStatistics();

        public Router Router => _edge.Router;

        /// <summary>After the controller has started. Makes the device's own password at the first start.</summary>
        public void Open()
        {
            if (_access.IsEmpty) MakePassword();
            _edge = new WebEdge(_controller.Board.Clock, _controller.Board.System, _access, _controller.Store, Endpoints(), Statistics);
        }

        public void Handle(IHttpExchange exchange)
        {
            _controller.Network.NoteClient();
            _edge.Handle(exchange);
        }

        private void MakePassword()
        {
            // A board from the factory has one on its label.
            if (!_access.StageFirst(_controller.Storage.Factory.Current.Login))
            {
                ISystem system = _controller.Board.System;
                FirstStartPassword = DevicePassword.Create(system);
                _access.StageFirst(system, FirstStartPassword);
            }

            // Flash that refuses still leaves a device that can be reached: the password then holds until the restart.
            _controller.Store.Save(_access);
            _access.Commit();
        }

        private ApiEndpoint[] Endpoints() => new ApiEndpoint[]
        {
            new LiveEndpoint(_controller),
            new NamesEndpoint(_controller),
            new DayEndpoint(_controller),
            new LayoutEndpoint(_controller),
            Get("/api/v1/view", "view"),
            Put("/api/v1/view", "view"),
            new PointsEndpoint(_controller),
            new OutputsEndpoint(_controller),
            new OutputCommandEndpoint(_controller),
            new DecisionsEndpoint(_controller),
            new BusEndpoint(_controller),
            new SystemEndpoint(_controller, Statistics),
            new ReadStatusEndpoint(_controller),
            new SaveEndpoint(_controller),
            new RestartEndpoint(_controller),
            new DiagnosticsEndpoint(_controller, false),
            new DiagnosticsEndpoint(_controller, true),
            new EventsLiveEndpoint(_controller),
            new EventsTryEndpoint(_controller),
            new EventSourcesEndpoint(_controller),
            new PresetsEndpoint(),
            new PresetEndpoint(),
            new ModuleEndpoint(_controller),
            new SensorNextEndpoint(_controller),
            new SensorEndpoint(_controller),
            new SensorSaveEndpoint(_controller),
            new InputsEndpoint(_controller),
            new CounterEndpoint(_controller),
            Put("/api/v1/inputs", "inputs"),
            Get("/api/v1/inputs-settings", "inputs"),
            Put("/api/v1/inputs-settings", "inputs"),
            Get("/api/v1/analog-settings", "analog"),
            Put("/api/v1/analog-settings", "analog"),
            new StorageEndpoint(_controller),
            new BackupEndpoint(_controller, "GET"),
            new BackupEndpoint(_controller, "POST"),
            new RestoreEndpoint(_controller),
            new FactoryResetEndpoint(_controller),
            new TrialEndpoint(_controller),
            new ScanStartEndpoint(_controller),
            new ScanEndpoint(_controller),
            Get("/api/v1/custom", "custom"),
            Put("/api/v1/custom", "custom"),
            Get("/api/v1/modules", "modules"),
            Put("/api/v1/modules", "modules"),
            Get("/api/v1/mapping", "mapping"),
            Put("/api/v1/mapping", "mapping"),
            Get("/api/v1/sensors", "sensors"),
            Put("/api/v1/sensors", "sensors"),
            Get("/api/v1/events", "events"),
            Put("/api/v1/events", "events"),
            Get("/api/v1/outputs-settings", "outputs"),
            Put("/api/v1/outputs-settings", "outputs"),
            new TimeEndpoint(_controller),
            new TimeCommandEndpoint(_controller),
            new TimeZonesEndpoint(),
            Put("/api/v1/time", "time"),
            new SecretGet("/api/v1/mqtt", _controller.FindSection("mqtt")),
            Put("/api/v1/mqtt", "mqtt"),
            new NetworkEndpoint(_controller),
            new NetworkPutEndpoint(_controller),
        };

        private ApiEndpoint Get(string path, string section) => new SectionGet(path, _controller.FindSection(section));

        private ApiEndpoint Put(string path, string section) => new SectionPut(path, _controller.FindSection(section), _controller.Store);
    }
}
