// SPDX-License-Identifier: MIT
using Mono.Cecil;
using Mono.Cecil.Cil;
using Wattwarden.PageBuild;
using Wattwarden.Tests.Fence;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>
/// The device refuses in English; the page says it in the reader's language, by the text. Every text of the firmware is looked up here, and FakeExchange looks up every
/// refusal that any test meets as it went over the wire, numbers and all.
/// </summary>
public sealed class RefusalTests
{
    private static readonly string Lang = Path.Combine(RepositoryFiles.Root, PageSet.Source, "lang");

    // Types whose texts are none of the page's refusals: their own tests hold those that the page says otherwise.
    private static readonly string[] Elsewhere =
    [
        "Wattwarden.ConsoleEdge.", "Wattwarden.Discovery.", "Wattwarden.Meters.Presets.", "Wattwarden.Meters.QuantityCatalog", "Wattwarden.Meters.BusScanProbes",   // names of meters and quantities
        "Wattwarden.Controller.Explanation", "Wattwarden.Controller.SelfTest", "Wattwarden.Web.DecisionsEndpoint", "Wattwarden.Text.TextBuffer",
        "Wattwarden.Web.ApiTable", "Wattwarden.Web.WebEdge", "Wattwarden.Web.PageFiles", "Wattwarden.Web.SessionCookie", "Wattwarden.Web.HttpReply",   // paths and headers
        "Wattwarden.Web.HttpAnswer", "Wattwarden.Web.HttpConnection", "Wattwarden.Controller.FactorySettings",
        "Wattwarden.Mqtt.Ha", "Wattwarden.Mqtt.CommandDesk", "Wattwarden.Mqtt.MessageDesk", "Wattwarden.Mqtt.ThresholdDesk",   // answers of the broker's clients
    ];

    private static readonly string[] Others = [.. RepositoryFiles.Read("tests/Unit/Web/texts-of-no-refusal.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void Every_text_of_the_firmware_is_a_refusal_with_words_or_known_to_be_none()
    {
        HashSet<string> said = [.. LanguageFile.Read(Path.Combine(Lang, "en.json")).Select(word => word.Key).Where(key => SaidTests.Prefixes.Any(key.StartsWith)).Select(key => key[(key.LastIndexOf('.') + 1)..])];
        string[] texts = [.. Texts().Distinct().Order(StringComparer.Ordinal)];
        Assert.True(texts.Length > 300);
        Assert.Equal("", string.Join("\n", texts.Where(text => !IsKnown(text) && !said.Contains(SaidTests.SaidKey(text)) && !Others.Contains(text.Trim()))));
        Assert.Equal("", string.Join("\n", Others.Except(texts.Select(text => text.Trim()))));
    }

    [Fact]
    public void A_template_is_the_first_that_fits_its_own_text()
    {
        Assert.True(RefusalTexts.Templates.Count > 200);
        Assert.All(RefusalTexts.Templates, template =>
        {
            string text = template.Text.Replace("{}", "7").Replace("*", "x");
            Assert.Equal((template.Text, template.Key), (template.Text, RefusalTexts.Find(text)?.Key));
            Assert.DoesNotContain('|', template.Text);
        });
        Assert.Equal(RefusalTexts.Templates.Count, RefusalTexts.Templates.Select(template => template.Text).Distinct().Count());
    }

    [Fact]
    public void Every_template_is_a_text_of_the_firmware()
    {
        string[] texts = [.. Texts().Distinct()];
        Assert.Equal("", string.Join("\n", RefusalTexts.Templates.Select(template => template.Text).Where(template => !texts.Any(text => Fits(text, template)))));
    }

    [Fact]
    public void Words_and_texts_have_the_same_keys_and_as_many_blanks_as_the_texts_tell()
    {
        const string prefix = "errors.";
        Dictionary<string, string> words = LanguageFile.Read(Path.Combine(Lang, "en.json")).Where(word => word.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(word => word.Key[prefix.Length..], word => word.Value);
        Assert.Equal(words.Keys.Order(), RefusalTexts.Templates.Select(template => template.Key).Distinct().Order());
        Assert.All(RefusalTexts.Templates, template => Assert.True(
            Enumerable.Range(0, 5).Where(i => words[template.Key].Contains($"{{{i}}}")).All(i => i < template.Text.Split("{}").Length - 1), $"{template.Key} fills in more than \"{template.Text}\" tells"));
    }

    [Theory]
    [InlineData("must be a whole number from 1 to 247", "whole", "1", "247")]
    [InlineData("must be a number from 0.001 to 1000000 with at most three decimals", "number", "0.001", "1000000")]
    [InlineData("is at position 3 already; free that position first", "taken", "3")]
    [InlineData("The quantity powerTotal of module 1 is already mapped onto m4.", "mappedOnto", "powerTotal", "1", "m4")]
    [InlineData("is missing: TLS needs the certificate that the broker's must come from", "tlsCa")]
    [InlineData("is missing", "missing")]
    public void A_text_is_found_with_what_it_tells(string text, string key, params string[] values)
    {
        Assert.Equal(key, RefusalTexts.Find(text)?.Key);
        Assert.Equal(values, RefusalTexts.Find(text)?.Values);
    }

    [Theory]
    [InlineData("must be purple")]
    [InlineData("")]
    [InlineData("the user or password is wrong")]
    public void A_text_that_nobody_has_written_is_not_found(string text) => Assert.Null(RefusalTexts.Find(text));

    private static bool IsKnown(string text) =>
        RefusalTexts.Find(text) != null || RefusalTexts.Templates.Any(template => Fits(text, template.Text)) ||
        RefusalTexts.Trial.Any(template => template.Text.Split("{}").Any(piece => piece.Trim() == text.Trim(' ', ';')));

    // A text of the firmware is a whole one, or a piece beside something that is put in.
    private static bool Fits(string text, string template)
    {
        string[] pieces = template.Replace("{}", "*").Split('*');
        if (System.Text.RegularExpressions.Regex.IsMatch(text, "^" + string.Join(".*", pieces.Select(System.Text.RegularExpressions.Regex.Escape)) + "$")) return true;
        return pieces.Length > 1 && pieces.Where((piece, i) => piece.Trim().Length > 1 && (piece == text || (i > 0 && text.StartsWith(piece, StringComparison.Ordinal)) || (i < pieces.Length - 1 && text.EndsWith(piece, StringComparison.Ordinal)))).Any();
    }

    // Literals of the firmware that look like words of a sentence.
    private static IEnumerable<string> Texts() =>
        from assembly in Firmware.Assemblies
        where assembly.Name.Name is "Wattwarden.Fieldbus" or "Wattwarden.Core" or "Wattwarden.Edges" or "Wattwarden.Mqtt"
        from type in Firmware.Types(assembly)
        where !Elsewhere.Any(prefix => type.FullName.StartsWith(prefix, StringComparison.Ordinal))
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode == OpCodes.Ldstr
        let text = (string)instruction.Operand
        where text.Contains(' ') && text.Any(char.IsAsciiLetter)
        select text;
}
