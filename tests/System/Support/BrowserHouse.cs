// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Wattwarden.SystemTests.Support;

/// <summary>One emulator and one browser for all tests of the page.</summary>
public class BrowserHouse : IAsyncLifetime
{
    private const int PatienceMs = 30_000;   // a computer that does much else

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // What moves without a person's doing, as the browser measures it.
    private const string CountShifts =
        """
        window.layoutShift = 0; window.shifted = '';
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
            window.layoutShift += entry.value;
            window.shifted += entry.sources.map(source => (source.node?.id || source.node?.className || source.node?.nodeName) + ' ' + source.previousRect.y + '>' + source.currentRect.y).join(', ') + '; ';
          }
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    private readonly Dictionary<IPage, List<string>> _errors = [];
    private readonly HttpClient _http = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-state").FullName;
    private readonly int _panelPort = EmulatorProcess.FreePort();
    private readonly string[] _options;
    private EmulatorProcess? _device;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _session;
    private string? _password;   // the owner's; null while the label's holds

    public BrowserHouse()
        : this("--pulses", "--ds", "3")
    {
    }

    /// <summary>Another house: options of the emulator.</summary>
    protected BrowserHouse(params string[] options) => _options = ["--panel", $"{_panelPort}", .. options];

    public string Address => $"http://127.0.0.1:{_device!.Port}/";

    /// <summary>The one that the device prints at its first start.</summary>
    public string Label
    {
        get
        {
            Patience.Until("the device prints its password", TimeSpan.FromSeconds(10), () => _device!.Console.Contains("password: "));
            return _device!.Password;
        }
    }

    /// <summary>The installer's, now.</summary>
    public string Password => _password ?? Label;

    public string PanelUrl => $"http://127.0.0.1:{_panelPort}/";

    public async Task InitializeAsync()
    {
        if (!Peer.Has(Peer.Chromium)) return;   // the tests are skipped
        _device = new EmulatorProcess(_folder, _options);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Peer.Find(Peer.Chromium), Headless = true, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _device?.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, true);
    }

    /// <summary>The device loses its power: the process is killed. Whatever the house was made to do is forgotten as well.</summary>
    public void CutPower() => _device!.Dispose();

    /// <summary>Power is back: the same flash, the same address.</summary>
    public void GivePower()
    {
        _session = null;
        _device = new EmulatorProcess(_folder, _options, _device!.Port);
    }

    /// <summary>A page of a browser of its own, as a stranger opens it.</summary>
    public Task<IPage> Open(int width, int height, ColorScheme scheme, string? url = null) => Open(width, height, scheme, url ?? Address, "en-GB", null, null);

    /// <summary>The page with this name, for an installer who has logged in before: all of them share a session, as the device has few.</summary>
    public async Task<IPage> OpenInside(int width, int height, ColorScheme scheme, string name, Func<IPage, Task>? prepare = null, string locale = "en-GB")
    {
        if (_session is null)
        {
            IPage login = await Open(1280, 800, ColorScheme.Light);
            await LogIn(login);
            _session = await login.Context.StorageStateAsync();
            await Close(login);
        }

        return await Open(width, height, scheme, $"{Address}#/{name}", locale, _session, prepare);
    }

    public async Task Close(IPage page)
    {
        _errors.Remove(page);
        await page.Context.CloseAsync();
    }

    /// <summary>Logs in as the installer; at the first time with the password of the label, which the device then wants replaced.</summary>
    public async Task LogIn(IPage page)
    {
        await page.FillAsync("input[name=user]", "admin");
        await page.FillAsync("input[name=password]", Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".tile, input[name=old]").First).ToBeVisibleAsync(new() { Timeout = PatienceMs });
        if (await page.Locator("input[name=old]").CountAsync() > 0) await SetOwnPassword(page, "the-owners-own-1");
        await Assertions.Expect(page.Locator(".tile").First).ToBeVisibleAsync(new() { Timeout = PatienceMs });
        await Assertions.Expect(page.Locator("#values .cell").First).ToBeVisibleAsync();
    }

    /// <summary>Logs in as somebody; returns when the device has let him in.</summary>
    public async Task LogIn(IPage page, string user, string password)
    {
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.Locator("#logout")).ToBeVisibleAsync(new() { Timeout = PatienceMs });
    }

    public IReadOnlyList<string> Errors(IPage page) => _errors[page];

    /// <summary>What the device says to whom this page belongs, beside the page.</summary>
    public async Task<JsonNode> Ask(IPage page, string path)
    {
        IAPIResponse answer = await page.APIRequest.GetAsync($"{Address}api/v1/{path}");
        return answer.Ok ? JsonNode.Parse(await answer.TextAsync())! : throw new InvalidOperationException($"GET {path}: {answer.Status} {await answer.TextAsync()}");
    }

    public async Task<JsonNode> PanelState() => JsonNode.Parse(await _http.GetStringAsync(PanelUrl + "panel/state"))!;

    public async Task Panel(string member, object value)
    {
        string json = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
        using HttpResponseMessage reply = await _http.PostAsync(PanelUrl + "panel/set", new StringContent($"{{\"{member}\":{json}}}", Encoding.UTF8, "application/json"));
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>Kept under artifacts/screenshots; with WATTWARDEN_UPDATE_PICTURES=1 also in the documents.</summary>
    public async Task Picture(IPage page, string name, bool fullPage = true)
    {
        string path = Path.Combine(Report.Root(), "artifacts", "screenshots", name + ".png");
        await page.ScreenshotAsync(new() { Path = path, FullPage = fullPage && page.ViewportSize!.Width > 600, Animations = ScreenshotAnimations.Disabled });
        Assert.InRange(new FileInfo(path).Length, 10_000, 2_000_000);
        if (Environment.GetEnvironmentVariable("WATTWARDEN_UPDATE_PICTURES") != "1") return;
        string pictures = Path.Combine(Report.Root(), "docs", "pictures");
        Directory.CreateDirectory(pictures);
        File.Copy(path, Path.Combine(pictures, name + ".png"), overwrite: true);
    }

    /// <summary>On the page that asks for it.</summary>
    public async Task SetOwnPassword(IPage page, string own)
    {
        await page.FillAsync("input[name=old]", Password);
        await page.FillAsync("input[name=new]", own);
        await page.FillAsync("input[name=again]", own);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".tile").First).ToBeVisibleAsync(new() { Timeout = PatienceMs });
        _password = own;
    }

    private async Task<IPage> Open(int width, int height, ColorScheme scheme, string url, string locale, string? session, Func<IPage, Task>? prepare)
    {
        if (_browser is null) throw new InvalidOperationException("needs chromium: sudo apt-get install chromium");
        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            DeviceScaleFactor = width < 600 ? 2 : 1,
            Locale = locale,
            StorageState = session,
        });
        await context.AddInitScriptAsync(CountShifts);
        IPage page = await context.NewPageAsync();
        List<string> errors = _errors[page] = [];
        page.Console += (_, message) => { if (message.Type is "error" or "warning") errors.Add($"{message.Text} {message.Location}"); };
        page.PageError += (_, error) => errors.Add(error);
        if (prepare is not null) await prepare(page);
        await page.GotoAsync(url);
        return page;
    }
}
