// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Settings
{
    /// <summary>Turns a whole settings document of one version into the next. Place in the list: entry 0 takes version 1 to 2, and so on.</summary>
    public interface ISettingsMigration
    {
        /// <summary>
        /// The reader stands before the first token of the old document, whose syntax has been checked; the writer takes the whole new one,
        /// with its "version". False: the document cannot be carried over; the fault says why.
        /// </summary>
        bool Migrate(JsonReader from, JsonWriter to, SettingsFault fault);
    }
}
