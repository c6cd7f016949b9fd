// SPDX-License-Identifier: MIT
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Wattwarden.Emulator.Panel;

/// <summary>Serves the panel page on 127.0.0.1. It moves a toy house, so it has no login; it refuses what comes from other sites.</summary>
public sealed class PanelServer : IDisposable
{
    private static readonly string[] LocalNames = ["localhost", "127.0.0.1", "[::1]"];
    private readonly WebApplication _app;

    private PanelServer(WebApplication app) => _app = app;

    public static PanelServer Start(int port, PanelHouse house)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, $"http://127.0.0.1:{port}");
        WebApplication app = builder.Build();
        app.Use(async (context, next) =>
        {
            if (IsLocal(context.Request)) await next();
            else context.Response.StatusCode = StatusCodes.Status403Forbidden;
        });
        app.MapGet("/", () => Results.Bytes(Page(), "text/html; charset=utf-8"));
        app.MapGet("/panel/state", () => Results.Text(house.State(), "application/json"));
        app.MapGet("/panel/heap", () => Results.Json(new { managedBytes = ManagedBytes() }));
        app.MapPost("/panel/set", (JsonElement changes) => Set(house, changes));
        app.Start();
        return new PanelServer(app);
    }

    public void Dispose()
    {
        ((IHost)_app).StopAsync(TimeSpan.FromSeconds(1)).GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
    }

    private static IResult Set(PanelHouse house, JsonElement changes)
    {
        try
        {
            house.Set(changes);
            return Results.Text(house.State(), "application/json");
        }
        catch (PanelError error)
        {
            return Results.Json(new { error = error.Message, field = error.Field }, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    // What is still in use when all that is not has been collected, device and house together.
    private static long ManagedBytes()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        GCMemoryInfo heap = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return heap.HeapSizeBytes - heap.FragmentedBytes;
    }

    // A page of another site, or a name that was made to point here, must not move the house.
    private static bool IsLocal(HttpRequest request)
    {
        if (!LocalNames.Contains(request.Host.Host)) return false;
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin == $"http://{request.Host}";
    }

    private static byte[] Page()
    {
        using Stream page = typeof(PanelServer).Assembly.GetManifestResourceStream("panel.html")!;
        using var copy = new MemoryStream();
        page.CopyTo(copy);
        return copy.ToArray();
    }
}
