// SPDX-License-Identifier: MIT
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>The words for a truth.</summary>
    internal static class TruthWords
    {
        public static string Of(Truth truth) => truth == Truth.True ? "true" : truth == Truth.False ? "false" : "unknown";

        public static void Write(JsonWriter json, string name, bool given, Truth truth) => json.Member(name, given ? Of(truth) : null);
    }
}
