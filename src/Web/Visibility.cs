// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.View;

namespace Wattwarden.Web
{
    /// <summary>Who sees what: installers everything, users and viewers what is not hidden.</summary>
    internal static class Visibility
    {
        public static bool Sees(ApiCall call, ViewSettings view, int element) => call.Role == UserRole.Installer || !view.Hidden[element];

        /// <summary>The same for the source of a diagnostics entry, which may be a point.</summary>
        public static bool SeesSource(ApiCall call, ViewSettings view, string source) =>
            call.Role == UserRole.Installer || !PointId.TryParse(source, out int point) || !view.Hidden[point];
    }
}
