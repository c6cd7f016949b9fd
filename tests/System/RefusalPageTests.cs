// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>What the device refuses stands at its field, in the reader's language.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class RefusalPageTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    [NeedsPeersTheory(Peer.Chromium)]
    [InlineData("pl", "Najwyżej 48 znaków bez spacji")]
    [InlineData("de", "Höchstens 48 Zeichen ohne Leerzeichen")]
    [InlineData("en", "At most 48 characters without blanks")]
    [InlineData("it", "Al massimo 48 caratteri senza spazi")]
    [InlineData("ru", "Не больше 48 латинских знаков без пробелов")]
    [InlineData("fr", "48 caractères au plus, sans espaces")]
    [InlineData("es", "Como máximo 48 caracteres sin espacios")]
    public async Task A_field_that_the_device_refuses_says_why_in_the_readers_language(string language, string words)
    {
        IPage page = await house.OpenInside(1280, 800, ColorScheme.Light, "mqtt", locale: language);
        ILocator prefix = page.Locator("[name=prefix]");
        await prefix.FillAsync("with blanks");
        await page.Locator("form .actions button").ClickAsync();
        await Assertions.Expect(prefix).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator($"#{await prefix.GetAttributeAsync("aria-describedby")}")).ToHaveTextAsync(new Regex("^" + Regex.Escape(words)));
        await house.Close(page);
    }
}
