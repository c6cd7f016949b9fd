// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/storage: the files in flash and what writing them costs, and the totals that are kept over a power cut.</summary>
    public sealed class StorageEndpoint : ApiEndpoint
    {
        private const int MsPerDay = 86400000;

        private readonly EnergyController _controller;

        public StorageEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyTotals();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            var use = new FlashUse();
            _controller.Storage.CopyTo(use);
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("state", _controller.Storage.State);
            json.Member("storeId", _controller.Storage.StoreId);
            json.Member("usedBytes", use.UsedBytes);
            json.Member("usedBlocks", use.UsedBlocks);
            json.Member("quotaBlocks", AccountedFileStore.QuotaBlocks);
            json.Member("blockBytes", FlashWear.BlockBytes);
            json.Member("noRoom", use.NoRoom);
            json.Member("refused", use.Refused);
            WriteFiles(json, use);
            WriteWear(json, use, call.NowMs);
            WriteTotals(json, copy.Totals, copy.AtMs);
            json.EndObject();
        }

        private static void WriteFiles(JsonWriter json, FlashUse use)
        {
            json.Name("files");
            json.BeginArray();
            for (int i = 0; i < use.Count; i++)
            {
                if (use.Bytes[i] < 0 && use.Writes[i] == 0) continue;
                json.BeginObject();
                json.Member("name", use.Names[i]);
                json.Member("bytes", use.Bytes[i] < 0 ? 0 : use.Bytes[i]);
                json.Member("writes", use.Writes[i]);
                json.EndObject();
            }

            json.EndArray();
        }

        // What was written since the start, and the most that the totals can cost: a record at every chance.
        private static void WriteWear(JsonWriter json, FlashUse use, long uptimeMs)
        {
            long daily = use.MilliErasesPerDay(uptimeMs);
            long records = MsPerDay / TotalsJournal.CommitEveryMs;
            long most = records * FlashWear.MilliErases(TotalsJournal.MaxRecordBytes);
            json.Name("wear");
            json.BeginObject();
            json.Member("writes", use.AllWrites);
            json.Member("bytes", use.AllBytes);
            json.MilliMember("erases", use.MilliErases);
            json.Member("writesPerDay", use.WritesPerDay(uptimeMs));
            json.MilliMember("erasesPerDay", daily);
            WriteYears(json, daily);
            json.Name("totalsAtMost");
            json.BeginObject();
            json.Member("writesPerDay", records);
            json.MilliMember("erasesPerDay", most);
            WriteYears(json, most);
            json.EndObject();
            json.EndObject();
        }

        private static void WriteYears(JsonWriter json, long milliErasesPerDay)
        {
            WriteYears(json, "yearsAt256KB", FlashWear.Years(milliErasesPerDay, FlashWear.SmallBlocks));
            WriteYears(json, "yearsAt2MB", FlashWear.Years(milliErasesPerDay, FlashWear.LargeBlocks));
        }

        private static void WriteYears(JsonWriter json, string name, long years)
        {
            json.Name(name);
            if (years < 0) json.Null();
            else json.Value(years);
        }

        private static void WriteTotals(JsonWriter json, TotalsSnapshot totals, long nowMs)
        {
            json.Name("totals");
            json.BeginObject();
            json.Member("state", StorageText.Of(totals.Outcome));
            json.Member("records", totals.Commits);
            json.Member("failures", totals.Failures);
            json.Member("storedAgoS", totals.CommittedAtMs < 0 ? -1 : (nowMs - totals.CommittedAtMs) / 1000);
            json.Name("values");
            json.BeginArray();
            for (int i = 0; i < totals.Count; i++)
            {
                json.BeginObject();
                json.Member("id", totals.Ids[i]);
                json.Member("value", totals.Values[i]);
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }

        private sealed class CopyTotals : LoopJob
        {
            public readonly TotalsSnapshot Totals = new TotalsSnapshot();
            public long AtMs;

            protected override void Run(EnergyController controller, long nowMs)
            {
                AtMs = nowMs;
                controller.Storage.CopyTo(Totals);
            }
        }
    }
}
