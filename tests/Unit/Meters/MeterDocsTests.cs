// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Wattwarden.Meters;
using Wattwarden.Ports;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class MeterDocsTests
{
    [Fact]
    public void The_reference_lists_every_preset_as_the_catalog_has_it()
    {
        IEnumerable<string> expected = Enumerable.Range(0, PresetCatalog.Count).Select(i => PresetRow(PresetCatalog.Create(PresetCatalog.Id(i))));
        Assert.Equal(expected, TableUnder("## Presets"));
    }

    [Fact]
    public void The_reference_lists_every_quantity_as_the_catalog_has_it()
    {
        IEnumerable<string> expected = Enumerable.Range(1, QuantityCatalog.Count - 1).Select(i => QuantityRow((Quantity)i));
        Assert.Equal(expected, TableUnder("## Quantities"));
    }

    [Fact]
    public void Catalog_and_tables_agree_on_ids_and_every_table_names_its_source()
    {
        for (int i = 0; i < PresetCatalog.Count; i++)
        {
            RegisterTable table = PresetCatalog.Create(PresetCatalog.Id(i));
            Assert.Equal(PresetCatalog.Id(i), table.Id);
            Assert.Equal(PresetCatalog.Title(i), table.Title);
            Assert.True(table.Source.Length > 20, table.Id);
            Assert.InRange(table.Slave, 1, 247);
            string[] ids = Enumerable.Range(0, table.Count).Select(table.RowId).ToArray();
            Assert.Equal(ids.Distinct(), ids);
            Assert.Contains("powerTotal", ids);
        }

        Assert.Null(PresetCatalog.Create("none"));
    }

    private static string PresetRow(RegisterTable t)
    {
        char parity = t.Parity == LineParity.Even ? 'E' : t.Parity == LineParity.Odd ? 'O' : 'N';
        return $"| `{t.Id}` | {t.Title} | {t.BitRate} 8{parity}{t.StopBits} | {t.Slave} | {t.DefaultFunction} | {t.MaxRegisters} | {t.Count} |";
    }

    private static string QuantityRow(Quantity q) => $"| `{QuantityCatalog.Id(q)}` | {QuantityCatalog.Unit(q)} | {QuantityCatalog.Title(q)} |";

    // Rows of the first table under the heading, without its head.
    private static IEnumerable<string> TableUnder(string heading) =>
        File.ReadAllLines(Path.Combine(Root(), "docs", "reference", "meters.md"))
            .SkipWhile(l => l != heading).SkipWhile(l => !l.StartsWith('|')).Skip(2).TakeWhile(l => l.StartsWith('|'));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
