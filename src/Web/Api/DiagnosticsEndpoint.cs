// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Diagnostics;
using Wattwarden.Text;
using Wattwarden.Time;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/diagnostics: what came and went, newest first; GET /api/v1/diagnostics/csv: the same as a file, oldest first.</summary>
    public sealed class DiagnosticsEndpoint : ApiEndpoint
    {
        private const int LongestTime = 32;

        private readonly EnergyController _controller;
        private readonly bool _asFile;

        public DiagnosticsEndpoint(EnergyController controller, bool asFile)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
            _asFile = asFile;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyLog();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            if (_asFile) WriteFile(call, copy);
            else WriteJson(call.Json(HttpStatus.Ok), copy);
        }

        private static void WriteJson(JsonWriter json, CopyLog copy)
        {
            var entry = new DiagnosticEntry();
            json.BeginObject();
            json.Member("uptimeS", copy.AtMs / 1000);
            json.Member("utc", Moment(copy, copy.AtMs, 0));
            json.Name("entries");
            json.BeginArray();
            for (int i = copy.Log.Count - 1; i >= 0; i--)
            {
                copy.Log.Read(i, entry);
                json.BeginObject();
                json.Member("number", entry.Number);
                json.Member("kind", Letter(entry));
                json.Member("source", entry.Source);
                json.Member("message", entry.Message);
                json.Member("detail", entry.Detail);
                json.Member("came", Moment(copy, entry.CameMs, entry.CameUtc));
                WriteAgo(json, "cameAgoS", copy, entry.CameMs);
                json.Member("went", entry.IsPresent ? null : Moment(copy, entry.WentMs, entry.WentUtc));
                WriteAgo(json, "wentAgoS", copy, entry.WentMs);
                json.Member("present", entry.IsPresent);
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }

        private static void WriteAgo(JsonWriter json, string name, CopyLog copy, long atMs)
        {
            json.Name(name);
            if (atMs < 0) json.Null();
            else json.Value((copy.AtMs - atMs) / 1000);
        }

        private static void WriteFile(ApiCall call, CopyLog copy)
        {
            string wanted = call.Exchange.Query.StartsWith("kinds=") ? call.Exchange.Query.Substring("kinds=".Length) : "IWE";
            var entry = new DiagnosticEntry();
            call.Reply.SetHeader("Content-Disposition", "attachment; filename=\"wattwarden-diagnostics.csv\"");
            TextBuffer text = call.Reply.Text(HttpStatus.Ok, "text/csv");
            text.Append("number,kind,source,message,detail,came,went\r\n");
            for (int i = 0; i < copy.Log.Count; i++)
            {
                copy.Log.Read(i, entry);
                if (wanted.IndexOf(entry.Letter) < 0) continue;
                text.Append(entry.Number);
                Cell(text, Letter(entry));
                Cell(text, entry.Source);
                Cell(text, entry.Message);
                Cell(text, entry.Detail);
                Cell(text, Moment(copy, entry.CameMs, entry.CameUtc));
                Cell(text, entry.IsPresent ? null : Moment(copy, entry.WentMs, entry.WentUtc));
                text.Append("\r\n");
            }
        }

        // RFC 4180; a spreadsheet must not take what somebody has named "=…" for a formula.
        private static void Cell(TextBuffer text, string value)
        {
            text.Append(',');
            if (string.IsNullOrEmpty(value)) return;
            text.Append('"');
            char[] letters = value.ToCharArray();
            if (letters[0] == '=' || letters[0] == '+' || letters[0] == '-' || letters[0] == '@') text.Append('\'');
            int start = 0;
            for (int i = 0; i < letters.Length; i++)
            {
                if (letters[i] != '"') continue;
                text.Append(new string(letters, start, i + 1 - start));
                start = i;
            }

            text.Append(new string(letters, start, letters.Length - start));
            text.Append('"');
        }

        private static string Letter(DiagnosticEntry entry) => entry.Kind == DiagnosticKind.Error ? "E" : entry.Kind == DiagnosticKind.Warning ? "W" : "I";

        // Null: unknown.
        private static string Moment(CopyLog copy, long atMs, long utc)
        {
            long unixMs = utc * 1000;
            if (atMs >= 0) unixMs = copy.Clock.IsKnown ? copy.Clock.UnixMs - (copy.AtMs - atMs) : 0;
            if (unixMs == 0) return null;
            var text = new TextBuffer(LongestTime);
            IsoTime.AppendUtc(text, unixMs / 1000 * 1000);
            return text.ToString();
        }

        private sealed class CopyLog : LoopJob
        {
            public readonly DiagnosticSnapshot Log = new DiagnosticSnapshot();
            public long AtMs;
            public readonly ClockSnapshot Clock = new ClockSnapshot();

            protected override void Run(EnergyController controller, long nowMs)
            {
                AtMs = nowMs;
                controller.CopyTo(Clock, nowMs);
                controller.Diagnostics.CopyTo(Log);
            }
        }
    }
}
