// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>What the factory has written, without its secrets. Writing it is the provisioning tool's.</summary>
    internal sealed class FactoryCommand : ConsoleCommand
    {
        public FactoryCommand()
            : base("factory", "", "serial number and what else the factory has written")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            FactoryIdentity factory = controller.Storage.Factory.Current;
            if (!factory.IsProvisioned) return Line(answer, "not provisioned: tools/Provision does that");
            Line(answer, "serial number " + factory.Serial + ", " + factory.Model);
            return Line(answer, "profile " + factory.Profile + ", provisioned " + factory.Date);
        }
    }
}
