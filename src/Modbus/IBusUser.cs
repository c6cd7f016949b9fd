// SPDX-License-Identifier: MIT
namespace Wattwarden.Modbus
{
    /// <summary>Somebody who wants to ask slaves over the shared bus: a meter module, a scan, a "try now" read.</summary>
    public interface IBusUser
    {
        /// <summary>Uptime in milliseconds when this user next wants the bus; long.MaxValue: not now. Called often: cheap.</summary>
        long DueAtMs { get; }

        /// <summary>The bus is free and this user is the one most overdue: fill in the request. False: nothing to ask after all.</summary>
        bool Fill(ModbusRequest request, long nowMs);

        /// <summary>The request is done (after retries); Status tells how.</summary>
        void Completed(ModbusRequest request, long nowMs);
    }
}
