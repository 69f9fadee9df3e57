using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Hosting;

/// <summary>Ways of speaking HTTP that clients have and that say nothing about what they ask for.</summary>
public sealed class DoorwayTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Run = """{"language":"csharp","code":"// prints: hi"}""";

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Body_MayBeCompressed(string encoding)
    {
        using var response = await SendAsync("/run_code", Compressed(Encoding.UTF8.GetBytes(Run), encoding), encoding);

        Assert.Equal("hi", (string?)(await ReadAsync(response, 200))["run_result"]!["stdout"]);
    }

    [Fact]
    public async Task Body_IsRefused_WhenItUnpacksToMoreThanTheLimit()
    {
        // 5 KB that become 5 MB; this service takes 4 MiB.
        var bomb = Compressed([.. Enumerable.Repeat((byte)' ', 5_000_000)], "gzip");

        foreach (var path in new[] { "/run_code", "/v1/score", "/v1/jobs", "/api/v2/execute", "/verify" })
        {
            using var response = await SendAsync(path, bomb, "gzip");

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("gzip", 400)]
    [InlineData("deflate", 400)]
    [InlineData("br", 415)]
    [InlineData("zstd", 415)]
    [InlineData("gzip, gzip", 415)]
    public async Task Body_IsTheCallersFault_WhenItIsNotWhatItsEncodingSays(string encoding, int status)
    {
        using var response = await SendAsync("/v1/score", Encoding.UTF8.GetBytes(Run), encoding);

        Assert.Contains("ncoding", (string?)(await ReadAsync(response, status))["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_IsTakenForJson_WhenNothingSaysWhatItIs()
    {
        using var response = await SendAsync("/run_code", Encoding.UTF8.GetBytes(Run), null, type: null);
        using var piston = await SendAsync("/api/v2/execute", Encoding.UTF8.GetBytes(Run), null, type: null);

        Assert.Equal("Success", (string?)(await ReadAsync(response, 200))["status"]);
        Assert.NotNull((await ReadAsync(piston, 415))["message"]);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json;charset=UTF-8", 200)]
    [InlineData("application/json; charset=\"utf-8\"", 200)]
    [InlineData("application/json; charset=utf8", 200)]
    [InlineData("application/json; charset=us-ascii", 200)]
    [InlineData("application/json; charset=iso-8859-1", 200)]
    [InlineData("application/json; charset=nonsense", 415)]
    [InlineData("application/json; charset=utf-7", 415)]
    [InlineData("application/problem+json", 200)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    public async Task Body_HasToBeJson_WhenItSaysWhatItIs(string type, int status)
    {
        using var response = await SendAsync("/run_code", Encoding.UTF8.GetBytes(Run), null, type);

        await ReadAsync(response, status);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    public async Task Call_IsRefused_WhenAPageOfAnotherOriginMakesIt(string header, string value, int status)
    {
        using var response = await SendAsync(
            "/run_code",
            Encoding.UTF8.GetBytes(Run),
            null,
            change: request => request.Headers.Add(header, value)
        );

        await ReadAsync(response, status);
    }

    [Fact]
    public async Task Call_IsServed_WhenOurOwnPageMakesIt()
    {
        using var response = await SendAsync(
            "/run_code",
            Encoding.UTF8.GetBytes(Run),
            null,
            change: request => request.Headers.Add("Origin", $"http://{shared.Service.Address.Authority}")
        );

        await ReadAsync(response, 200);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/")]
    [InlineData("/v1/ping")]
    [InlineData("/v1/ping/")]
    [InlineData("/api/v2/runtimes")]
    public async Task Head_AnswersAsGetWithoutABody(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using var response = await shared.Service.Client.SendAsync(request, RunningService.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(RunningService.Token));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/submissions")]
    [InlineData("/hangfire")]
    [InlineData("/nowhere")]
    public async Task Answers_AreNeitherGuessedAtNorFramedByBrowsers(string path)
    {
        using var response = await shared.Service.Client.GetAsync(
            new Uri(path, UriKind.Relative),
            RunningService.Token
        );

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
    }

    [Fact]
    public async Task Connection_MayBeHttp10_OrHoldSeveralRequestsAtOnce()
    {
        var one = $"POST /run_code HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Run.Length}\r\n\r\n{Run}";
        var old = one.Replace("HTTP/1.1\r\nHost: localhost", "HTTP/1.0", StringComparison.Ordinal);
        var last = one.Replace("Host: localhost", "Host: localhost\r\nConnection: close", StringComparison.Ordinal);

        Assert.Equal(1, Count(await TalkAsync(old), "\"status\":\"Success\""));
        Assert.Equal(3, Count(await TalkAsync(one + one + last), "\"status\":\"Success\""));
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/execute", 400)]
    public async Task Piston_HearsOfErrorsInItsOwnShape_WhateverTheyAre(string path, int status)
    {
        using var response = await SendAsync($"/api/v2{path}", "{"u8.ToArray(), null);

        Assert.NotNull((await ReadAsync(response, status))["message"]);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static byte[] Compressed(byte[] bytes, string encoding)
    {
        using var result = new MemoryStream();
        using (
            Stream packing =
                encoding == "gzip"
                    ? new GZipStream(result, CompressionLevel.Fastest)
                    : new ZLibStream(result, CompressionLevel.Fastest)
        )
        {
            packing.Write(bytes);
        }

        return result.ToArray();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync(RunningService.Token);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}, not {status}: {body}");
        return JsonNode.Parse(body)!;
    }

    private async Task<string> TalkAsync(string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", shared.Service.Address.Port, RunningService.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), RunningService.Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(RunningService.Token);
    }

    private async Task<HttpResponseMessage> SendAsync(
        string path,
        byte[] body,
        string? encoding,
        string? type = "application/json",
        Action<HttpRequestMessage>? change = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        change?.Invoke(request);
        return await shared.Service.Client.SendAsync(request, RunningService.Token);
    }
}
