// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Meters;

/// <summary>All meters that the simulated house can have.</summary>
public static class MeterCatalog
{
    /// <summary>The meter of a new device, by the manual.</summary>
    public const string Default = "eastron-sdm72dm";

    public static readonly MeterModel[] All =
    [
        Eastron.Sdm72, Eastron.Sdm72V2, Eastron.Sdm630, Eastron.Sdm120, Eastron.Sdm230,
        Chint.Dtsu666, Chint.Dtsu666H,
        SunSpec.Float, SunSpec.ScaleFactor,
        CarloGavazzi.Em24, CarloGavazzi.Em340,
        Others.AbbB23, Others.SchneiderIem3155, Others.OrnoWe517, Others.Finder7M38, Others.SiemensPac2200,
    ];

    public static MeterModel? Find(string id) => Array.Find(All, model => model.Id == id);
}
