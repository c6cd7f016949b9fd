// SPDX-License-Identifier: MIT
namespace Wattwarden.Settings
{
    /// <summary>The steps from each older version of the settings document to the next. The present version is their number plus one. Recipe: docs/adding/setting.md.</summary>
    public static class SettingsMigrations
    {
        /// <summary>Entry n takes a document of version n + 1 to n + 2.</summary>
        public static ISettingsMigration[] Create() => new ISettingsMigration[0];
    }
}
