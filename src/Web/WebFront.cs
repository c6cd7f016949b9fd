// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>Puts the web side together for one controller: who may log in, and the API that shows and changes it.</summary>
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

        /// <summary>The rows of the API; after Open.</summary>
        public IApiTable Api => _edge;

        /// <summary>After the controller has started. Makes the device's own password at the first start.</summary>
        public void Open()
        {
            if (_access.IsEmpty) MakePassword();
            _edge = new WebEdge(_controller.Board.Clock, _controller.Board.System, _access, new SettingsDesk(_controller), new ApiTable(_controller, Statistics), Statistics);
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
    }
}
