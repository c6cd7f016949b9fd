// SPDX-License-Identifier: MIT
using Wattwarden.Meters.Presets;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>The explicit list of meter presets. A new one is a name in Ids and a line in Create.</summary>
    public static class PresetCatalog
    {
        /// <summary>The meter of the factory settings.</summary>
        public const string DefaultId = "eastron-sdm72dm";

        /// <summary>Id of a module whose rows the owner writes.</summary>
        public const string CustomId = "custom";

        private const string Ids =
            "eastron-sdm72dm|" +
            "eastron-sdm72dm-v2|" +
            "eastron-sdm630-v2|" +
            "eastron-sdm120|" +
            "eastron-sdm230|" +
            "chint-dtsu666|" +
            "chint-dtsu666-h|" +
            "fronius-sunspec|" +
            "carlo-gavazzi-em24|" +
            "carlo-gavazzi-em340|" +
            "abb-b23|" +
            "schneider-iem3155|" +
            "orno-we-517|" +
            "finder-7m38|" +
            "siemens-pac2200";

        public static int Count => WordList.Count(Ids);

        public static string Id(int index) => WordList.At(Ids, index);

        /// <summary>What people call the meter. Builds its table: not for the control path.</summary>
        public static string Title(int index) => Create(Id(index)).Title;

        /// <summary>A fresh table of the preset; null when there is no such preset.</summary>
        public static RegisterTable Create(string id)
        {
            switch (id)
            {
                case "eastron-sdm72dm": return EastronSdm72Dm.Create();
                case "eastron-sdm72dm-v2": return EastronSdm72DmV2.Create();
                case "eastron-sdm630-v2": return EastronSdm630V2.Create();
                case "eastron-sdm120": return EastronSdm120.Create();
                case "eastron-sdm230": return EastronSdm230.Create();
                case "chint-dtsu666": return ChintDtsu666.Create();
                case "chint-dtsu666-h": return ChintDtsu666H.Create();
                case "fronius-sunspec": return FroniusSunSpec.Create();
                case "carlo-gavazzi-em24": return CarloGavazziEm24.Create();
                case "carlo-gavazzi-em340": return CarloGavazziEm340.Create();
                case "abb-b23": return AbbB23.Create();
                case "schneider-iem3155": return SchneiderIem3155.Create();
                case "orno-we-517": return OrnoWe517.Create();
                case "finder-7m38": return Finder7m38.Create();
                case "siemens-pac2200": return SiemensPac2200.Create();
                default: return null;
            }
        }
    }
}
