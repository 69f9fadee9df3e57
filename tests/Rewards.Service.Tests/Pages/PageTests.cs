using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Pages;

/// <summary>The page in a real browser, where one is installed. <c>R1CODE_SCREENSHOTS=folder</c> keeps pictures to look at.</summary>
public sealed class PageTests
{
    private const string Key = "a-key-long-enough-for-this";

    private static readonly string? Browser = new[]
    {
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    [Fact]
    public async Task Page_ShowsSubmissionsAndTheirVerdicts_AsTextNeverAsMarkup()
    {
        Assert.SkipWhen(Browser is null, "No Chromium is installed (apt-get install chromium).");
        await using var service = await RunningService.StartAsync();
        await FillAsync(service);

        var page = await BrowseAsync(service.Address, "--dump-dom");

        Assert.Contains("TimeLimit", page, StringComparison.Ordinal);
        Assert.Contains(">1.10<", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        var one = await BrowseAsync(new Uri(service.Address, "/#3"), "--dump-dom");
        Assert.Contains("#3 · sum · score · local", one, StringComparison.Ordinal);
        await PicturesAsync(new Uri(service.Address, "/#3"), "page");
    }

    [Fact]
    public async Task Page_AsksForTheKey_WhenOneIsSet()
    {
        Assert.SkipWhen(Browser is null, "No Chromium is installed (apt-get install chromium).");
        await using var service = await RunningService.StartAsync(o => o with { ApiKeys = [new ApiKey("me", Key)] });

        var page = await BrowseAsync(service.Address, "--dump-dom");

        Assert.Contains("<main hidden", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"login\" hidden", page, StringComparison.Ordinal);
        await PicturesAsync(service.Address, "login");
    }

    [Fact]
    public async Task Page_AsksForNothingFromElsewhere()
    {
        await using var service = await RunningService.StartAsync();

        foreach (var path in new[] { "/", "/page/page.js", "/page/page.css" })
        {
            using var response = await service.Client.GetAsync(new Uri(path, UriKind.Relative), RunningService.Token);
            var text = await response.Content.ReadAsStringAsync(RunningService.Token);

            Assert.Contains(
                "default-src 'none'",
                string.Join(' ', response.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reference_IsThereOffline()
    {
        await using var service = await RunningService.StartAsync();

        var page = await service.Client.GetStringAsync(new Uri("/reference", UriKind.Relative), RunningService.Token);
        var description = await service.GetJsonAsync("/openapi/v1.json");

        Assert.DoesNotContain("cdn.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("fonts.scalar", page, StringComparison.Ordinal);
        Assert.NotNull(description["paths"]!["/v1/score"]!["post"]);
        if (Browser is not null)
        {
            await PicturesAsync(new Uri(service.Address, "/reference"), "reference");
        }
    }

    [Fact]
    public async Task Session_OpensThePage_AndEndsWithAForgedCookie()
    {
        using var handler = new HttpClientHandler { UseCookies = false };
        await using var service = await RunningService.StartAsync(o => o with { ApiKeys = [new ApiKey("me", Key)] });
        using var client = new HttpClient(handler) { BaseAddress = service.Address };
        using var login = new HttpRequestMessage(HttpMethod.Post, "/page/session")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
        };
        using var opened = await client.SendAsync(login, RunningService.Token);
        var cookie = opened.Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await LookAsync(cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.Unauthorized, await LookAsync(cookie.Split(';')[0] + "0"));

        async Task<HttpStatusCode> LookAsync(string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/hangfire");
            request.Headers.Add("Cookie", value);
            using var response = await client.SendAsync(request, RunningService.Token);
            return response.StatusCode;
        }
    }

    private static async Task FillAsync(RunningService service)
    {
        foreach (
            var says in new[]
            {
                "Accepted",
                "WrongAnswer",
                "TimeLimit",
                "CompileError",
                "RuntimeError",
                "MemoryLimit",
                "Accepted",
                "Accepted",
                "NoCode",
            }
        )
        {
            await service.PostJsonAsync(
                "/v1/score",
                Bodies.Batch(Bodies.Item(says, "// <img src=x onerror=alert(1)>"))
            );
        }

        var request = new JsonObject { ["language"] = "csharp", ["code"] = "// prints: hello\nConsole.WriteLine();" };
        await service.PostJsonAsync("/run_code", request.ToJsonString());
        var item = Bodies.Item("WrongAnswer");
        item["problem"]!["id"] = "<img src=x onerror=alert(2)>";
        await service.PostJsonAsync("/v1/score", Bodies.Batch(item));
    }

    private static async Task PicturesAsync(Uri address, string name)
    {
        if (Environment.GetEnvironmentVariable("R1CODE_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        foreach (
            var (theme, switches) in new[]
            {
                ("light", Array.Empty<string>()),
                ("dark", ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"]),
            }
        )
        {
            await BrowseAsync(
                address,
                ["--window-size=1400,1250", $"--screenshot={Path.Combine(folder, $"{name}-{theme}.png")}", .. switches]
            );
        }
    }

    private static async Task<string> BrowseAsync(Uri address, params string[] switches)
    {
        var profile = Directory.CreateTempSubdirectory("r1code-browser-").FullName;
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(
                    Browser!,
                    [
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        $"--user-data-dir={profile}",
                        "--virtual-time-budget=4000",
                        .. switches,
                        address.ToString(),
                    ]
                )
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var page = await process.StandardOutput.ReadToEndAsync(RunningService.Token);
            await process.WaitForExitAsync(RunningService.Token);
            return page;
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }
}
