// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Time
{
    /// <summary>Words for time sources, in settings and answers alike.</summary>
    internal static class TimeWords
    {
        private const string Sources = "none|chip|ntp|manual|meter";

        public static string Of(TimeSource source) => WordList.At(Sources, (int)source);

        /// <summary>A source that settings may name.</summary>
        public static bool TrySettingsSource(string word, out TimeSource source)
        {
            source = word == "ntp" ? TimeSource.Ntp : word == "manual" ? TimeSource.Manual : word == "meter" ? TimeSource.Meter : TimeSource.None;
            return source != TimeSource.None;
        }
    }
}
